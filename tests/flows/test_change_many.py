"""Many requests changed at once, and taken back."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from aiuto.flows.add_note import add_note
from aiuto.flows.change_many import change_many
from aiuto.flows.change_one import change_one
from aiuto.flows.receive_message import receive_message
from aiuto.flows.reply import reply
from aiuto.flows.set_cause import set_cause
from aiuto.flows.solve import solve
from aiuto.flows.undo_many import undo_many
from aiuto.intake.models import Mailbox
from aiuto.journal.models import Event
from aiuto.people.models import Desk, Team, User
from aiuto.people.queries import default_desk
from aiuto.tickets.errors import (
    Already,
    ChangedSince,
    NotFound,
    OtherCustomer,
    TooFew,
    TooLate,
    TooMany,
    UndoneAlready,
    WrongState,
)
from aiuto.tickets.models import BulkAct, Cause, Link, Message, Participant, SearchEntry, Ticket
from tests.examples import examples
from tests.flows.conftest import ticket_of
from tests.mails import mail

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ACTS = [
    ("assign", {"owner": "agent"}),
    ("assign", {"owner": None}),
    ("tag", {"add": ["garanzia", "urgente"]}),
    ("tag", {"remove": ["garanzia"]}),
    ("wait", {}),
    ("solve", {}),
    ("reopen", {}),
    ("close", {}),
    ("hold", {"until": START + timedelta(days=2)}),
    ("snooze", {"until": START + timedelta(days=3)}),
    ("snooze", {"until": None}),
    ("spam", {}),
    ("merge", {}),
]
SOME = st.sets(st.integers(0, 3))


@pytest.fixture
def three(arrive) -> list[Ticket]:
    """Three requests of one customer."""
    return [ticket_of(arrive(message_id=f"<{n}@posta.example>", subject=f"Cosa {n}")) for n in range(3)]


def names(tickets) -> list[str]:
    return [ticket.reference for ticket in tickets]


def test_many_are_solved_and_opened_again(three, agent, now):
    changed = change_many(names(three), user=agent, act="solve", now=now)
    assert sorted(changed.done) == sorted(names(three))
    assert set(Ticket.objects.values_list("state", "turn_at")) == {("solved", None)}
    was = {ticket.pk: ticket.turn_at for ticket in three}
    undone = undo_many(changed.act, user=agent, now=now)
    assert sorted(undone.done) == sorted(names(three))
    assert dict(Ticket.objects.values_list("pk", "turn_at")) == was
    assert set(Ticket.objects.values_list("state", flat=True)) == {"new"}


def test_one_that_is_so_already_is_skipped_with_its_reason(three, agent, now):
    solve(three[0].reference, user=agent, now=now)
    changed = change_many(names(three), user=agent, act="solve", now=now)
    assert changed.done == names(three[1:])
    [(reference, error)] = changed.skipped
    assert (reference, type(error)) == (three[0].reference, Already)


def test_one_whose_state_forbids_it_is_skipped_and_the_others_are_changed(three, agent, now):
    solve(three[1].reference, user=agent, now=now)
    changed = change_many(names(three), user=agent, act="close", now=now)
    assert changed.done == [three[1].reference]
    assert {type(error) for _, error in changed.skipped} == {WrongState}
    assert set(Ticket.objects.values_list("state", flat=True)) == {"new", "closed"}


def test_pressed_twice_it_is_done_once(three, agent, now):
    change_many(names(three), user=agent, act="assign", given={"owner": agent.pk}, now=now)
    again = change_many(names(three), user=agent, act="assign", given={"owner": agent.pk}, now=now)
    assert (again.done, again.act) == ([], None)
    assert Event.objects.filter(kind="ticket.assigned").count() == 3
    assert BulkAct.objects.count() == 1


def test_request_of_an_unseen_desk_is_as_if_it_did_not_exist(three, agent, now):
    three[0].desk = Desk.objects.create(name="Personale", private=True)
    three[0].save()
    changed = change_many([*names(three), "ZZZZZZZZ"], user=agent, act="spam", now=now)
    assert {name: str(error) for name, error in changed.skipped} == {
        three[0].reference: str(NotFound()),
        "ZZZZZZZZ": str(NotFound()),
    }
    assert not Ticket.objects.get(pk=three[0].pk).spam


def test_owner_who_does_not_serve_the_desk_gets_none(three, agent, outsider, now):
    changed = change_many(names(three), user=agent, act="assign", given={"owner": outsider.pk}, now=now)
    assert (changed.done, changed.act) == ([], None)
    assert not Ticket.objects.exclude(owner=None).exists()


def test_more_than_a_hundred_are_refused(agent, now):
    with pytest.raises(TooMany):
        change_many([f"{n:08}" for n in range(101)], user=agent, act="solve", now=now)


def test_single_act_says_why_it_cannot_be_done(ticket, agent, now):
    with pytest.raises(WrongState):
        change_one(ticket.reference, user=agent, act="close", now=now)


def test_undo_leaves_what_changed_since(three, agent, now):
    changed = change_many(names(three), user=agent, act="solve", now=now)
    add_note(three[1].reference, user=agent, text="Ha chiamato.", now=now)
    undone = undo_many(changed.act, user=agent, now=now)
    assert undone.done == [three[0].reference, three[2].reference]
    assert [(name, type(error)) for name, error in undone.kept] == [(three[1].reference, ChangedSince)]
    assert Ticket.objects.get(pk=three[1].pk).state == "solved"


def test_undo_is_of_ones_own_act_once_and_for_a_day(three, agent, colleague, now):
    act = change_many(names(three), user=agent, act="wait", now=now).act
    with pytest.raises(NotFound):
        undo_many(act, user=colleague, now=now)
    with pytest.raises(TooLate):
        undo_many(act, user=agent, now=now + timedelta(days=2))
    undo_many(act, user=agent, now=now)
    with pytest.raises(UndoneAlready):
        undo_many(act, user=agent, now=now)
    assert Event.objects.filter(kind="ticket.put_back").count() == 3


def test_undo_without_the_right_any_more_changes_nothing(three, agent, now):
    act = change_many(names(three), user=agent, act="solve", now=now).act
    Team.objects.get(members=agent).members.remove(agent)
    undone = undo_many(act, user=User.objects.get(pk=agent.pk), now=now)
    assert (undone.done, len(undone.kept)) == ([], 3)
    assert set(Ticket.objects.values_list("state", flat=True)) == {"solved"}


def test_merged_go_to_the_oldest_and_part_again(three, agent, now):
    reply(three[1].reference, user=agent, text="Eccoci.", now=now)
    was = _where()
    changed = change_many(names(reversed(three)), user=agent, act="merge", now=now)
    assert changed.done == names(three[1:])
    assert set(Message.objects.values_list("ticket", flat=True)) == {three[0].pk}
    undone = undo_many(changed.act, user=agent, now=now)
    assert sorted(undone.done) == sorted(names(three))
    assert _where() == was
    assert Event.objects.filter(kind="ticket.unmerged", ticket=three[0].pk).count() == 2


def test_merged_of_another_customer_is_skipped(three, arrive, agent, now):
    other = ticket_of(arrive(sender="P. Riva <p@studio.example>", message_id="<o@studio.example>"))
    changed = change_many([*names(three), other.reference], user=agent, act="merge", now=now)
    assert [(name, type(error)) for name, error in changed.skipped] == [(other.reference, OtherCustomer)]
    with pytest.raises(TooFew):
        change_many([other.reference], user=agent, act="merge", now=now)


def test_merge_into_a_named_one_parts_again(ticket, arrive, agent, now):
    other = ticket_of(arrive(sender="P. Riva <p@studio.example>", message_id="<o@studio.example>"))
    was = _where()
    changed = change_one(other.reference, user=agent, act="merge", given={"into": ticket.reference}, now=now)
    assert _where() != was
    assert undo_many(changed.act, user=agent, now=now).kept == []
    assert _where() == was


def test_merge_stays_when_somebody_wrote_since(three, arrive, agent, now):
    changed = change_many(names(three), user=agent, act="merge", now=now)
    arrive(message_id="<later@posta.example>", references="<1@posta.example>", text="Allora?")
    undone = undo_many(changed.act, user=agent, now=now)
    assert (undone.done, {type(error) for _, error in undone.kept}) == ([], {ChangedSince})
    assert set(Message.objects.values_list("ticket", flat=True)) == {three[0].pk}


def test_parted_request_gets_its_own_mail_again(three, arrive, agent, now):
    changed = change_many(names(three), user=agent, act="merge", now=now)
    undo_many(changed.act, user=agent, now=now)
    again = arrive(message_id="<later@posta.example>", references="<1@posta.example>", text="Allora?")
    assert again.ticket == three[1].reference


def _where() -> dict[str, set]:
    """Whose each message, search entry and participant is, and how each request stands."""
    parts = Participant.objects.values_list("pk", "ticket", "role", "sees_from")
    rows = Ticket.objects.values_list(
        "pk",
        "state",
        "owner",
        "merged_into",
        "waiting_since",
        "turn_at",
        "last_message_at",
        "excerpt",
        "solved_at",
        "cause",
    )
    return {
        "messages": set(Message.objects.values_list("pk", "ticket")),
        "search": set(SearchEntry.objects.values_list("pk", "ticket")),
        "people": set(parts),
        "tickets": set(rows),
        "put aside": set(Ticket.objects.values_list("pk", "spam", "snoozed_until", "hold_until")),
        "tags": set(Ticket.tags.through.objects.values_list("ticket", "tag__name")),
        "repeats": set(Link.objects.values_list("earlier", "later", "kind")),
    }


@pytest.mark.both_databases
class TestTakenBack(TestCase):
    def setUp(self):
        self.desk = default_desk()
        Mailbox.objects.create(desk=self.desk, address="assistenza@lumiera.example")
        self.agent = User.objects.create(email="anna@lumiera.example", name="Anna", created_at=START)
        Team.objects.get(desks=self.desk).members.add(self.agent)

    @settings(max_examples=examples(30))
    @given(st.lists(st.sampled_from(ACTS), max_size=4), st.sampled_from(ACTS), SOME, SOME)
    def test_undo_restores_what_an_act_changed_whatever_went_before(self, before, act, chosen, late):
        tickets = [self._arrive(number) for number in range(4)]
        for number, one in enumerate(before):
            self._do(tickets[number % 4 :], one)
        for number in late:
            cause = Cause.objects.get(given="late_delivery").pk
            set_cause(tickets[number], cause=cause, user=self.agent, now=START)
        was = _where()
        changed = self._do([ticket for n, ticket in enumerate(tickets) if n in chosen], act)
        if changed and changed.act:
            assert undo_many(changed.act, user=self.agent, now=START).kept == []
        assert _where() == was

    def _arrive(self, number: int) -> str:
        raw = mail(message_id=f"<{number}@posta.example>", subject=f"Cosa {number}")
        return receive_message(raw, via="pipe", desk=self.desk, now=START + timedelta(minutes=number)).ticket

    def _do(self, references, act):
        name, given = act
        given = {k: self.agent.pk if v == "agent" else v for k, v in given.items()}
        try:
            return change_many(references, user=self.agent, act=name, given=given, now=START)
        except TooFew:
            return None
