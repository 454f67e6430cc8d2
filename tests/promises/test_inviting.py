"""What the mails of a request bring into the customer's calendar, as the bytes that leave."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from aiuto.channels.email.composing import message_of
from aiuto.files.queries import content
from aiuto.flows.add_participant import add_participant
from aiuto.flows.drop_promise import drop_promise
from aiuto.flows.keep_promise import keep_promise
from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.merge import merge
from aiuto.flows.note_contact import Spoken, Who, note_contact
from aiuto.flows.release_promise import release_promise
from aiuto.flows.renegotiate import renegotiate
from aiuto.flows.reply import reply
from aiuto.flows.undo_send import undo_send
from aiuto.intake.models import Mailbox
from aiuto.journal.models import Event
from aiuto.outbox.models import Delivery
from aiuto.outbox.parts import Parts
from aiuto.promises.models import Promise
from tests.flows.conftest import ticket_of
from tests.promises.calendars import moment, read

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
HELPS = "Le mando le istruzioni."


@pytest.fixture
def call(ticket, agent, now) -> Promise:
    word = Word(
        kind="call_back", what="Chiamare per il trasformatore", due=now + 30 * HOUR, place="+39 347 1"
    )
    return make_promise(ticket.reference, word, user=agent, now=now)


@pytest.fixture
def answer(ticket, agent):
    """An answer so many minutes later, and the calendars that came with it: (method, properties of its event)."""

    def answer(at, recipient="giulia@customer.example"):
        message = reply(ticket.reference, user=agent, text=f"{HELPS} {at}", now=at, confirmed=True)
        return calendars_in(Delivery.objects.get(message=message.pk, recipient=recipient))

    return answer


def corrected(recipient="giulia@customer.example") -> tuple[str, dict[str, str], str]:
    """The calendar of the newest mail that nobody wrote, and its text."""
    delivery = Delivery.objects.filter(recipient=recipient).latest("pk")
    [(method, event)] = calendars_in(delivery)
    parts = Parts.from_json(delivery.parts)
    assert (parts.auto_submitted, parts.envelope_from) == ("auto-generated", "")
    return method, event, parts.text


def calendars_in(delivery: Delivery) -> list[tuple[str, dict[str, str]]]:
    mail = message_from_bytes(
        message_of(Parts.from_json(delivery.parts), content=content, date=delivery.created_at),
        policy=policy.default,
    )
    found = []
    for part in mail.iter_attachments():
        assert part.get_content_type() == "text/calendar"
        assert part.get_content_charset() == "utf-8"
        assert part.get_filename().endswith(".ics")
        calendar, [event] = read(part.get_payload(decode=True))
        assert part.get_param("method") == calendar["METHOD"]
        found.append((calendar["METHOD"], event))
    return found


def test_call_goes_along_with_the_next_answer_once(call, answer, now):
    [(method, event)] = answer(now + MINUTE)
    assert (method, event["SEQUENCE"], event["UID"]) == ("PUBLISH", "0", call.uid)
    assert (moment(event["DTSTART"]), event["LOCATION"]) == (call.due_at, "+39 347 1")
    assert answer(now + 2 * MINUTE) == []


def test_renegotiated_it_is_the_same_entry_with_a_higher_number(call, agent, answer, now):
    [(_method, first)] = answer(now + MINUTE)
    moved = renegotiate(call.pk, due=now + 50 * HOUR, user=agent, now=now + HOUR)
    method, second, text = corrected()
    assert (method, second["UID"], second["SEQUENCE"]) == ("PUBLISH", first["UID"], "1")
    assert moment(second["DTSTART"]) == moved.due_at
    assert "finora: martedì 3 marzo alle 16:00" in text
    assert "d'ora in poi: mercoledì 4 marzo alle 12:00" in text
    assert answer(now + 2 * HOUR) == []


@pytest.mark.parametrize("over", [release_promise, drop_promise], ids=["released", "no longer needed"])
def test_over_before_its_time_it_is_cancelled_at_once(call, agent, answer, now, over):
    [(_method, first)] = answer(now + MINUTE)
    over(call.pk, reason="Ha risolto da sola.", user=agent, now=now + HOUR)
    method, gone, text = corrected()
    assert (method, gone["UID"], gone["SEQUENCE"]) == ("CANCEL", first["UID"], "1")
    assert "Chiamare per il trasformatore (martedì 3 marzo alle 16:00)" in text
    assert "Ha risolto da sola" not in text
    assert answer(now + 3 * HOUR) == []


def test_called_before_its_time_it_leaves_their_calendar_at_once(call, ticket, agent, answer, now):
    [(_method, first)] = answer(now + MINUTE)
    said = Spoken(channel="phone", direction="out", at=now + HOUR, text="Le ho spiegato come si monta.")
    note_contact(said, who=Who(), about=ticket.reference, user=agent, now=now + HOUR)
    method, gone, text = corrected()
    assert (method, gone["UID"], gone["SEQUENCE"]) == ("CANCEL", first["UID"], "1")
    assert "già fatto" in text and "Chiamare per il trasformatore (martedì 3 marzo alle 16:00)" in text
    assert answer(now + 2 * HOUR) == []


def test_kept_by_hand_before_its_time_it_leaves_their_calendar_at_once(call, agent, answer, now):
    answer(now + MINUTE)
    keep_promise(call.pk, user=agent, now=now + HOUR)
    assert corrected()[0] == "CANCEL"
    assert answer(now + 2 * HOUR) == []


@pytest.mark.parametrize("minutes", [-10, 0, 60])
def test_over_at_its_time_it_stays_where_it_was(call, agent, answer, now, minutes):
    answer(now + MINUTE)
    before = Delivery.objects.count()
    keep_promise(call.pk, user=agent, now=call.due_at + minutes * MINUTE)
    assert Delivery.objects.count() == before
    assert answer(call.due_at + 2 * HOUR) == []


def test_visit_that_was_made_within_its_window_stays_where_it_was(ticket, agent, answer, now):
    word = Word(kind="appointment", what="Il montatore", due=now + 30 * HOUR, until=now + 32 * HOUR)
    visit = make_promise(ticket.reference, word, user=agent, now=now)
    answer(now + MINUTE)
    before = Delivery.objects.count()
    keep_promise(visit.pk, user=agent, now=now + 31 * HOUR)
    assert Delivery.objects.count() == before
    assert answer(now + 31.5 * HOUR) == []


def test_correction_says_at_its_foot_what_else_was_promised(call, ticket, agent, answer, now):
    answer(now + MINUTE)
    fix = Word(kind="fix", what="Un vetro nuovo", due=now + 50 * HOUR)
    make_promise(ticket.reference, fix, user=agent, now=now + MINUTE)
    drop_promise(call.pk, reason="Ha risolto da sola.", user=agent, now=now + HOUR)
    foot = corrected()[2].partition("Quello che le abbiamo promesso:")[2]
    assert "- Un vetro nuovo (" in foot and "Chiamare" not in foot


def test_moved_and_dropped_is_cancelled(call, agent, answer, now):
    [(_method, first)] = answer(now + MINUTE)
    moved = renegotiate(call.pk, due=now + 50 * HOUR, user=agent, now=now + HOUR)
    drop_promise(moved.pk, reason="Ha risolto da sola.", user=agent, now=now + HOUR)
    method, gone, _text = corrected()
    assert (method, gone["UID"], gone["SEQUENCE"]) == ("CANCEL", first["UID"], "2")


def test_window_is_told_to_its_end(ticket, agent, answer, now):
    word = Word(kind="appointment", what="Il montatore", due=now + 30 * HOUR, until=now + 32 * HOUR)
    visit = make_promise(ticket.reference, word, user=agent, now=now)
    answer(now + MINUTE)
    renegotiate(visit.pk, due=now + 50 * HOUR, until=now + 51 * HOUR, user=agent, now=now + HOUR)
    _method, _event, text = corrected()
    assert "martedì 3 marzo alle 16:00–18:00" in text
    assert "mercoledì 4 marzo alle 12:00–13:00" in text


def test_correction_leaves_after_what_it_corrects(call, agent, answer, now):
    answer(now + MINUTE)
    drop_promise(call.pk, reason="Ha risolto da sola.", user=agent, now=now + MINUTE)
    first, second = Delivery.objects.order_by("pk").values_list("send_after", flat=True)
    assert second >= first


def test_nothing_is_corrected_where_the_entry_was_taken_back(call, ticket, agent, now):
    message = reply(ticket.reference, user=agent, text=HELPS, now=now + MINUTE)
    undo_send(message.pk, user=agent, now=now + MINUTE)
    before = Delivery.objects.count()
    drop_promise(call.pk, reason="Ha risolto da sola.", user=agent, now=now + HOUR)
    assert Delivery.objects.count() == before


def test_where_no_mail_may_leave_the_next_answer_corrects(call, ticket, agent, answer, now):
    answer(now + MINUTE)
    Mailbox.objects.update(active=False)
    drop_promise(call.pk, reason="Ha risolto da sola.", user=agent, now=now + HOUR)
    Mailbox.objects.update(active=True)
    assert [method for method, _event in answer(now + 2 * HOUR)] == ["CANCEL"]


def test_correction_reaches_whom_the_entry_reached(call, ticket, agent, answer, now):
    answer(now + MINUTE)
    add_participant(ticket.reference, email="paolo@studio.example", name="Paolo", user=agent, now=now + HOUR)
    renegotiate(call.pk, due=now + 50 * HOUR, user=agent, now=now + 2 * HOUR)
    assert Delivery.objects.latest("pk").recipient == "giulia@customer.example"
    assert not Delivery.objects.filter(recipient="paolo@studio.example").exists()


def test_dropped_before_they_heard_of_it_is_nothing_to_them(call, agent, answer, now):
    drop_promise(call.pk, reason="Ha risolto da sola.", user=agent, now=now + MINUTE)
    assert answer(now + HOUR) == []


def test_answer_taken_back_has_invited_nobody(call, ticket, agent, answer, now):
    message = reply(ticket.reference, user=agent, text=HELPS, now=now + MINUTE)
    undo_send(message.pk, user=agent, now=now + MINUTE)
    [(method, event)] = answer(now + 2 * MINUTE)
    assert (method, event["SEQUENCE"]) == ("PUBLISH", "0")


def test_who_joined_later_is_not_invited_to_what_was_promised_before(call, ticket, agent, answer, now):
    add_participant(
        ticket.reference, email="paolo@studio.example", name="Paolo", user=agent, now=now + MINUTE
    )
    assert answer(now + HOUR, recipient="paolo@studio.example") == []


def test_promise_to_a_colleague_is_none_of_theirs(ticket, agent, colleague, answer, now):
    word = Word(kind="call_back", what="Chiamare Bruno", due=now + HOUR, to=colleague.pk)
    make_promise(ticket.reference, word, user=agent, now=now)
    assert answer(now + MINUTE) == []


def test_what_is_no_call_and_no_appointment_stands_in_no_calendar(ticket, agent, answer, now):
    make_promise(ticket.reference, Word(kind="fix", what="Riparare", due=now + HOUR), user=agent, now=now)
    assert answer(now + MINUTE) == []


def test_merged_request_takes_the_entry_along(call, ticket, arrive, agent, answer, now):
    answer(now + MINUTE)
    other = ticket_of(arrive(message_id="<other@customer.example>", subject="Un'altra cosa"))
    merge(ticket.reference, into=other.reference, user=agent, now=now + HOUR)
    drop_promise(call.pk, reason="Ha risolto da sola.", user=agent, now=now + 2 * HOUR)
    method, event, _text = corrected()
    assert (method, event["UID"]) == ("CANCEL", call.uid)


def test_merged_request_whose_call_nobody_needs_is_cancelled_at_once(
    call, ticket, arrive, agent, answer, now
):
    answer(now + MINUTE)
    other = ticket_of(arrive(message_id="<other@customer.example>", subject="Un'altra cosa"))
    let_go = {"dropped": [call.pk], "why": "Si sono già sentiti"}
    merge(ticket.reference, into=other.reference, user=agent, now=now + HOUR, **let_go)
    assert corrected()[0] == "CANCEL"


def test_calendar_tells_what_the_mail_may_tell_and_nothing_of_ours(call, ticket, answer, now):
    [(_method, event)] = answer(now + MINUTE)
    assert set(event) == set(
        "UID DTSTAMP DTSTART SUMMARY DESCRIPTION LOCATION SEQUENCE STATUS ORGANIZER".split()
    )
    assert event["SUMMARY"] == f"{call.what} · {ticket.desk.sender_name}"
    assert event["DESCRIPTION"] == f"Richiesta {ticket.reference}"
    assert event["ORGANIZER"] == "mailto:assistenza@lumiera.example"


def test_journal_says_that_the_time_was_sent(call, answer, now):
    answer(now + MINUTE)
    assert Event.objects.get(kind="promise.invited").data["promises"] == [call.pk]
