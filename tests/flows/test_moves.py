"""States, owners, tags, merges and splits, as agents do them."""

from datetime import timedelta

import pytest

from aiuto.flows.assign import assign
from aiuto.flows.change_customer import change_customer
from aiuto.flows.close import close
from aiuto.flows.close_solved import close_solved
from aiuto.flows.end_holds import end_holds
from aiuto.flows.hold import hold
from aiuto.flows.mark_spam import mark_spam
from aiuto.flows.merge import merge
from aiuto.flows.reopen import reopen
from aiuto.flows.reply import reply
from aiuto.flows.send_due import send_due
from aiuto.flows.send_later import send_later
from aiuto.flows.solve import solve
from aiuto.flows.split import split
from aiuto.flows.tag import tag
from aiuto.flows.wait import wait
from aiuto.journal.models import Event
from aiuto.notices.models import Notice
from aiuto.outbox.models import Delivery
from aiuto.tickets import errors
from aiuto.tickets.models import Link, Message, Participant, Ticket
from aiuto.tickets.search import SearchEntry
from tests.flows.conftest import message_of, ticket_of


def test_solved_then_reopened_then_waiting(ticket, agent, now):
    solve(ticket.reference, user=agent, now=now)
    assert _state(ticket) == ("solved", None)
    reopen(ticket.reference, user=agent, now=now)
    assert _state(ticket) == ("open", now)
    wait(ticket.reference, user=agent, now=now)
    assert _state(ticket) == ("waiting", None)
    moved = Event.objects.filter(ticket=ticket.pk, kind__startswith="ticket.").order_by("id")
    kinds = list(moved.values_list("kind", flat=True))
    assert kinds == ["ticket.opened", "ticket.solved", "ticket.reopened", "ticket.waiting"]


def test_hold_keeps_the_customers_clock_and_ends_on_its_date(ticket, agent, now):
    until = now + timedelta(days=2)
    hold(ticket.reference, until=until, user=agent, now=now)
    assert _state(ticket) == ("hold", now)

    assert end_holds(now=until - timedelta(seconds=1)) == 0
    assert end_holds(now=until) == 1
    assert _state(ticket) == ("open", now)


def test_hold_in_the_past_says_so(ticket, agent, now):
    with pytest.raises(errors.BadDate):
        hold(ticket.reference, until=now, user=agent, now=now)


def test_open_ticket_cannot_be_closed(ticket, agent, now):
    with pytest.raises(errors.WrongState):
        close(ticket.reference, user=agent, now=now)


def test_new_ticket_cannot_be_reopened(ticket, agent, now):
    with pytest.raises(errors.WrongState):
        reopen(ticket.reference, user=agent, now=now)


def test_solved_closes_after_the_desks_days(ticket, agent, now):
    solve(ticket.reference, user=agent, now=now)

    assert close_solved(now=now + timedelta(days=7) - timedelta(seconds=1)) == 0
    assert close_solved(now=now + timedelta(days=7)) == 1
    assert _state(ticket) == ("closed", None)


def test_assigned_new_ticket_is_open(ticket, agent, colleague, now):
    assign(ticket.reference, user=agent, owner=colleague.pk, now=now)

    ticket.refresh_from_db()
    assert (ticket.owner, ticket.state) == (colleague, "open")


def test_assigning_to_somebody_of_another_desk_is_not_allowed(ticket, agent, outsider, now):
    with pytest.raises(errors.NotAllowed):
        assign(ticket.reference, user=agent, owner=outsider.pk, now=now)


def test_tags_are_normal_words(ticket, agent, now):
    tag(ticket.reference, user=agent, add=["Reso in garanzia", "vip"], now=now)
    tag(ticket.reference, user=agent, remove=["VIP"], now=now)

    assert [t.name for t in ticket.tags.all()] == ["reso-in-garanzia"]
    with pytest.raises(errors.BadTag):
        tag(ticket.reference, user=agent, add=["<script>"], now=now)


def test_merged_messages_tokens_and_clock_move(ticket, arrive, agent, now):
    late = now + timedelta(hours=1)
    second = ticket_of(
        arrive(sender="Paolo <paolo@studio.example>", message_id="<p@x.example>", subject="Idem", at=late)
    )
    merge(second.reference, into=ticket.reference, user=agent, now=late)

    ticket.refresh_from_db()
    second.refresh_from_db()
    assert ticket.messages.count() == 2
    assert (second.merged_into, second.state) == (ticket, "closed")
    assert ticket.waiting_since == now
    assert SearchEntry.objects.filter(ticket=ticket).count() == 2
    paolo = Participant.objects.get(contact_point__value="paolo@studio.example")
    assert (paolo.ticket, paolo.role, paolo.sees_from) == (ticket, "copy", late)


def test_merging_into_itself_or_another_desk_says_so(ticket, agent, now):
    with pytest.raises(errors.SameTicket):
        merge(ticket.reference, into=ticket.reference, user=agent, now=now)


def test_split_message_is_a_ticket_of_its_own(ticket, arrive, agent, now):
    second = arrive(
        message_id="<two@customer.example>", references="<one@customer.example>", text="E la fattura?"
    )
    own = split(ticket.reference, message_id=second.message, user=agent, now=now)

    assert message_of(second).ticket == own
    assert ticket.messages.count() == 1
    assert Participant.objects.filter(ticket=own).get().contact_point.value == "giulia@customer.example"
    assert Link.objects.get().kind == "split"
    assert SearchEntry.objects.get(message=second.message).ticket == own


def test_split_message_of_another_customer_is_theirs(ticket, arrive, agent, now):
    """Paolo's request became part of Giulia's; what he wrote is answered to him, and not to her."""
    other = arrive(sender="Paolo <paolo@studio.example>", message_id="<p@studio.example>", text="La presa?")
    merge(ticket_of(other).reference, into=ticket.reference, user=agent, now=now)
    own = split(ticket.reference, message_id=other.message, user=agent, now=now)
    assert own.customer.name == "Paolo"
    reply(own.reference, user=agent, text="La presa arriva oggi.", now=now)
    assert [delivery.recipient for delivery in Delivery.objects.all()] == ["paolo@studio.example"]


def test_changed_customer_is_the_only_one_who_is_written_to(ticket, agent, now):
    email = "Paolo@Studio.example"
    with pytest.raises(errors.OtherAddress):
        change_customer(ticket.reference, email=email, name="Paolo", user=agent, now=now)
    with pytest.raises(errors.OtherAddress):
        change_customer(
            ticket.reference, email=email, name="Paolo", user=agent, now=now, confirmed="ugo@studio.example"
        )
    change_customer(ticket.reference, email=email, name="Paolo", user=agent, now=now, confirmed=email)
    reply(ticket.reference, user=agent, text="Buongiorno Paolo", now=now)

    [delivery] = Delivery.objects.all()
    assert delivery.recipient == "paolo@studio.example"
    assert "Nuvola" not in delivery.parts["text"]


def test_address_set_by_an_agent_unlocks_the_reply(arrive, agent, now):
    ticket = ticket_of(arrive(sender=""))
    change_customer(ticket.reference, email="giulia@customer.example", name="", user=agent, now=now)
    reply(ticket.reference, user=agent, text="Eccoci", now=now)

    assert Delivery.objects.count() == 1


def test_bad_address_says_so(ticket, agent, now):
    with pytest.raises(errors.BadAddress):
        change_customer(ticket.reference, email="giulia@", name="", user=agent, now=now)


def test_spam_goes_and_comes_back(ticket, agent, now):
    mark_spam(ticket.reference, user=agent, now=now)
    with pytest.raises(errors.WrongState):
        solve(ticket.reference, user=agent, now=now)
    mark_spam(ticket.reference, spam=False, user=agent, now=now)
    solve(ticket.reference, user=agent, now=now)
    assert _state(ticket) == ("solved", None)


def test_reference_is_found_as_people_read_it_out(ticket, agent, now):
    Ticket.objects.update(reference="A1B0C2D3")
    solve(" aib0c2d3", user=agent, now=now)

    assert Ticket.objects.get().state == "solved"


@pytest.mark.parametrize("flow", [solve, wait, close, reopen])
def test_outsider_finds_nothing_to_move(ticket, outsider, now, flow):
    with pytest.raises(errors.NotFound):
        flow(ticket.reference, user=outsider, now=now)


def test_messages_never_vanish(ticket, arrive, agent, now):
    arrive(message_id="<two@customer.example>", references="<one@customer.example>")
    other = ticket_of(arrive(message_id="<three@customer.example>", subject="Altro"))
    merge(other.reference, into=ticket.reference, user=agent, now=now)

    assert Message.objects.count() == 3


def _state(ticket):
    ticket.refresh_from_db()
    return ticket.state, ticket.waiting_since


def test_answer_that_waits_is_held_back_when_the_customer_changes(ticket, agent, colleague, now):
    send_later(
        ticket.reference, user=agent, text="Buongiorno Giulia", send_at=now + timedelta(hours=1), now=now
    )
    email = "paolo@studio.example"
    change_customer(ticket.reference, email=email, name="Paolo", user=colleague, now=now, confirmed=email)
    assert send_due(now=now + timedelta(hours=2)) == 0
    assert not Delivery.objects.exists()
    assert Notice.objects.get().user == agent
