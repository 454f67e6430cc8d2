"""Answering: what is kept, what leaves and to whom."""

from datetime import timedelta

import pytest

from aiuto.customers.contacting import contact_point_for
from aiuto.customers.models import ContactKind
from aiuto.flows.add_participant import add_participant
from aiuto.flows.change_customer import change_customer
from aiuto.flows.reply import reply
from aiuto.flows.save_draft import save_draft
from aiuto.flows.undo_send import undo_send
from aiuto.flows.upload import upload
from aiuto.intake.models import Mailbox
from aiuto.jobs.run import run_next
from aiuto.journal.models import Event
from aiuto.outbox.models import Delivery
from aiuto.outbox.parts import Parts
from aiuto.tickets import errors
from aiuto.tickets.models import Draft, Message, Participant, Ticket
from tests.flows.conftest import ticket_of

TEXT = "Buongiorno Giulia,\n\nle spediamo **oggi** un trasformatore nuovo."


def parts_of(delivery: Delivery) -> Parts:
    return Parts.from_json(delivery.parts)


def test_reply_is_kept_stops_the_clock_and_waits_to_leave(ticket, agent, now):
    message = reply(ticket.reference, user=agent, text=TEXT, now=now, then="waiting")

    ticket.refresh_from_db()
    assert (ticket.state, ticket.waiting_since, ticket.turn_at) == ("waiting", None, None)
    assert ticket.owner == agent
    [delivery] = Delivery.objects.all()
    assert (delivery.recipient, delivery.state) == ("giulia@customer.example", "queued")
    assert delivery.send_after == now + timedelta(seconds=10)
    assert delivery.message == message.pk
    parts = parts_of(delivery)
    assert parts.message_id == message.message_id
    assert "<strong>oggi</strong>" in parts.html
    assert parts.subject == "Re: La lampada non si accende"
    assert (parts.in_reply_to, parts.references) == ("one@customer.example", ("one@customer.example",))
    assert parts.reply_to.email == "assistenza@lumiera.example"


def test_reply_address_is_the_participants_own_once_the_mailbox_is_proved(ticket, agent, now):
    Mailbox.objects.update(reply_addresses_since=now)
    reply(ticket.reference, user=agent, text=TEXT, now=now)

    token = Participant.objects.get().token
    assert len(token) == 26
    assert parts_of(Delivery.objects.get()).reply_to.email == f"assistenza+{token}@lumiera.example"


def test_each_participant_gets_a_delivery_with_the_same_headers(ticket, agent, now):
    add_participant(ticket.reference, email="paolo@studio.example", name="Paolo", user=agent, now=now)
    reply(ticket.reference, user=agent, text=TEXT, now=now + timedelta(minutes=1))

    first, second = Delivery.objects.order_by("id")
    assert {first.recipient, second.recipient} == {"giulia@customer.example", "paolo@studio.example"}
    one, two = parts_of(first), parts_of(second)
    assert (one.message_id, one.to, one.cc) == (two.message_id, two.to, two.cc)
    assert [p.email for p in one.cc] == ["paolo@studio.example"]


def test_who_joined_later_gets_nothing_older_quoted(ticket, agent, now):
    later = now + timedelta(minutes=1)
    add_participant(ticket.reference, email="paolo@studio.example", name="Paolo", user=agent, now=later)
    reply(ticket.reference, user=agent, text=TEXT, now=later)

    texts = {d.recipient: parts_of(d).text + parts_of(d).html for d in Delivery.objects.all()}
    assert "Nuvola" in texts["giulia@customer.example"]
    assert "Nuvola" not in texts["paolo@studio.example"]


def test_who_had_it_in_copy_gets_it_quoted_and_who_had_not_does_not(ticket, agent, arrive, now):
    later = now + timedelta(minutes=1)
    for name in ("paolo", "carla"):
        add_participant(ticket.reference, email=f"{name}@studio.example", name=name, user=agent, now=now)
    arrive(
        message_id="<two@customer.example>",
        references="<one@customer.example>",
        cc="Paolo <Paolo@studio.example>",
        text="Il codice è LM-7.",
        at=later,
    )
    reply(ticket.reference, user=agent, text=TEXT, now=later)

    quoted = {d.recipient: "LM-7" in parts_of(d).text for d in Delivery.objects.all()}
    assert quoted == {
        "giulia@customer.example": True,
        "paolo@studio.example": True,
        "carla@studio.example": False,
    }


def test_newer_message_of_the_customer_asks_first(ticket, agent, arrive, now):
    seen = Message.objects.get().pk
    arrive(message_id="<two@customer.example>", references="<one@customer.example>", text="Ah, ora funziona!")

    with pytest.raises(errors.NewerMessage):
        reply(ticket.reference, user=agent, text=TEXT, now=now, seen=seen)
    assert not Delivery.objects.exists()
    reply(ticket.reference, user=agent, text=TEXT, now=now, seen=seen, confirmed=True)
    assert Delivery.objects.count() == 1


def test_newer_answer_of_a_colleague_asks_first(ticket, agent, colleague, now):
    seen = Message.objects.get().pk
    reply(ticket.reference, user=colleague, text="Ci penso io.", now=now)

    with pytest.raises(errors.NewerMessage):
        reply(ticket.reference, user=agent, text=TEXT, now=now, seen=seen)


def test_undo_takes_everything_back_and_keeps_the_text(ticket, agent, now):
    waited = ticket.waiting_since
    message = reply(ticket.reference, user=agent, text=TEXT, now=now, then="solved")
    undo_send(message.pk, user=agent, now=now + timedelta(seconds=5))

    ticket.refresh_from_db()
    assert (ticket.state, ticket.waiting_since) == ("new", waited)
    assert Delivery.objects.get().state == "undone"
    assert Draft.objects.get(user=agent).text == TEXT
    run_next(now + timedelta(minutes=1), worker="w")
    assert Delivery.objects.get().state == "undone"


def test_undo_after_it_left_says_so(ticket, agent, now):
    message = reply(ticket.reference, user=agent, text=TEXT, now=now)
    Delivery.objects.update(state="sent")

    with pytest.raises(errors.TooLate):
        undo_send(message.pk, user=agent, now=now)
    assert Message.objects.get(pk=message.pk).withdrawn_at is None


def test_undo_of_anothers_answer_is_not_found(ticket, agent, colleague, now):
    message = reply(ticket.reference, user=agent, text=TEXT, now=now)

    with pytest.raises(errors.NotFound):
        undo_send(message.pk, user=colleague, now=now)


def test_outsider_finds_no_request(ticket, outsider, now):
    with pytest.raises(errors.NotFound):
        reply(ticket.reference, user=outsider, text=TEXT, now=now)


@pytest.mark.parametrize(("text", "error"), [("  \n", errors.Empty), ("a" * 100_001, errors.TooLong)])
def test_text_that_cannot_leave_says_why(ticket, agent, now, text, error):
    with pytest.raises(error):
        reply(ticket.reference, user=agent, text=text, now=now)


def test_locked_reply_says_why(arrive, agent, now):
    ticket = ticket_of(arrive(sender=""))

    with pytest.raises(errors.Locked):
        reply(ticket.reference, user=agent, text=TEXT, now=now)


def test_desk_without_mailbox_says_so(ticket, agent, now):
    Mailbox.objects.all().delete()

    with pytest.raises(errors.NoMailbox):
        reply(ticket.reference, user=agent, text=TEXT, now=now)


@pytest.mark.parametrize("field", ["closed", "spam", "merged"])
def test_reply_to_what_has_moved_on_says_so(ticket, arrive, agent, now, field):
    other = ticket_of(arrive(message_id="<other@customer.example>", subject="Altro"))
    changes = {"closed": {"state": "closed"}, "spam": {"spam": True}, "merged": {"merged_into": other}}
    Ticket.objects.filter(pk=ticket.pk).update(**changes[field])

    with pytest.raises(errors.WrongState):
        reply(ticket.reference, user=agent, text=TEXT, now=now)


def test_files_of_the_draft_go_along_and_only_ones_own(ticket, agent, colleague, now):
    own = upload(
        ticket.reference, user=agent, direction="out", name="../a\u200b.pdf", content_type="application/pdf",
        data=b"%PDF", now=now,
    )  # fmt: skip
    other = upload(
        ticket.reference, user=colleague, direction="out", name="b.pdf", content_type="application/pdf",
        data=b"%PDF-b", now=now,
    )  # fmt: skip
    message = reply(ticket.reference, user=agent, text=TEXT, now=now, slots=(own.slot, other.slot))

    [attachment] = message.attachments.all()
    assert attachment.name == "_a.pdf"
    assert [file.name for file in parts_of(Delivery.objects.get()).files] == ["_a.pdf"]


def test_upload_expires_after_a_day(ticket, agent, now):
    slot = upload(
        ticket.reference, user=agent, direction="out", name="a.pdf", content_type="application/pdf",
        data=b"%PDF", now=now,
    ).slot  # fmt: skip
    message = reply(ticket.reference, user=agent, text=TEXT, now=now + timedelta(hours=25), slots=(slot,))

    assert not message.attachments.exists()


def test_draft_is_gone_after_sending_and_remembers_where_it_began(ticket, agent, now):
    newest = Message.objects.get().pk
    draft = save_draft(
        ticket.reference, user=agent, direction="out", text="Buongiorno", begun_after=None, now=now
    )
    assert draft.begun_after == newest
    reply(ticket.reference, user=agent, text=TEXT, now=now)
    assert not Draft.objects.exists()


def test_state_then_is_what_the_agent_chose(ticket, agent, now):
    reply(ticket.reference, user=agent, text=TEXT, now=now, then="solved")

    ticket.refresh_from_db()
    assert (ticket.state, ticket.solved_at) == ("solved", now)
    assert Event.objects.filter(kind="message.sent", ticket=ticket.pk, actor_id=agent.pk).count() == 1


def test_html_in_the_text_stays_text(ticket, agent, now):
    reply(ticket.reference, user=agent, text="<script>alert(1)</script> <b>ciao</b>", now=now)

    html = parts_of(Delivery.objects.get()).html
    assert "<script" not in html
    assert "&lt;b&gt;ciao" in html


def test_contact_points_of_other_kinds_get_no_mail(ticket, agent, now):
    phone = contact_point_for(ContactKind.PHONE, "+390299887766", name="Giulia", now=now)
    Participant.objects.create(ticket=ticket, contact_point=phone, token="x" * 26, sees_from=now)
    reply(ticket.reference, user=agent, text=TEXT, now=now)

    assert [d.recipient for d in Delivery.objects.all()] == ["giulia@customer.example"]


def test_reply_that_would_reach_somebody_not_seen_asks_first(ticket, agent, colleague, now):
    seen = [part.pk for part in Participant.objects.filter(ticket=ticket)]
    email = "paolo@studio.example"
    change_customer(ticket.reference, email=email, name="Paolo", user=colleague, now=now, confirmed=email)
    by = {"user": agent, "now": now + timedelta(minutes=1)}
    with pytest.raises(errors.OtherRecipients):
        reply(ticket.reference, text="Buongiorno Giulia", to=seen, **by)
    assert not Delivery.objects.exists()
    reply(ticket.reference, text="Buongiorno Paolo", to=seen, confirmed=True, **by)
    assert Delivery.objects.get().recipient == email


def test_reply_to_fewer_than_were_seen_leaves(ticket, agent, now):
    seen = [part.pk for part in Participant.objects.filter(ticket=ticket)]
    reply(ticket.reference, user=agent, text=TEXT, now=now, to=[*seen, 10**9])
    assert Delivery.objects.count() == 1
