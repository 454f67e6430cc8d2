"""Fixes that did not last: the same again of the same customer, found, confirmed and cut."""

from datetime import timedelta

import pytest

from aiuto.flows.change_customer import change_customer
from aiuto.flows.change_one import change_one
from aiuto.flows.confirm_repeat import confirm_repeat
from aiuto.flows.mark_spam import mark_spam
from aiuto.flows.merge_customers import merge_customers
from aiuto.flows.reopen import reopen
from aiuto.flows.set_cause import set_cause
from aiuto.flows.set_reason import set_reason
from aiuto.flows.solve import solve
from aiuto.flows.undo_many import undo_many
from aiuto.flows.unlink import unlink
from aiuto.journal.models import Event
from aiuto.recovery.queries.dignified import ended_tickets
from aiuto.tickets import errors
from aiuto.tickets.models import Cause, Helped, Link, Reason, Ticket
from aiuto.tickets.queries.helped import figures
from tests.flows.conftest import ticket_of

DAY = timedelta(days=1)


def given(name: str) -> int:
    return Cause.objects.get(given=name).pk


@pytest.fixture
def fixed(ticket, agent, now) -> Ticket:
    """Late, and solved."""
    set_cause(ticket.reference, cause=given("late_delivery"), user=agent, now=now)
    return solve(ticket.reference, user=agent, now=now)


@pytest.fixture
def later(arrive, now):
    """A new request of the same customer, so many days later."""

    def later(days: float, sender: str = "Giulia Neri <giulia@customer.example>") -> Ticket:
        return ticket_of(
            arrive(
                message_id=f"<{days}@posta.example>",
                subject=f"Altro {days}",
                sender=sender,
                at=now + days * DAY,
            )
        )

    return later


def kinds() -> list[tuple[int, int, str]]:
    return list(Link.objects.order_by("id").values_list("earlier", "later", "kind"))


@pytest.mark.parametrize(("days", "found"), [(0.1, True), (29.9, True), (30.1, False)])
def test_same_cause_again_is_a_repeat_within_thirty_days(fixed, later, agent, now, days, found):
    again = later(days)
    Link.objects.all().delete()
    set_cause(again.reference, cause=given("late_delivery"), user=agent, now=now + 31 * DAY)
    assert kinds() == ([(fixed.pk, again.pk, "again")] if found else [])
    assert Event.objects.filter(kind="ticket.repeat_found", ticket=again.pk).count() == found


def test_days_are_a_setting(fixed, later, agent, now, settings):
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"aiuto_repeat_days": 5})
    again = later(6)
    set_cause(again.reference, cause=given("late_delivery"), user=agent, now=now + 6 * DAY)
    assert "again" not in [kind for *_, kind in kinds()]


def test_cause_and_what_stands_below_it_are_the_same(fixed, later, agent, now):
    own = Cause.objects.create(name="Il corriere", parent_id=given("late_delivery"))
    again = later(3)
    set_cause(again.reference, cause=own.pk, user=agent, now=now + 3 * DAY)
    assert (fixed.pk, again.pk, "again") in kinds()


@pytest.mark.parametrize("cause", ["payment", None])
def test_another_cause_is_no_repeat(fixed, later, agent, now, cause):
    again = later(3)
    set_cause(again.reference, cause=given(cause) if cause else None, user=agent, now=now + 3 * DAY)
    assert "again" not in [kind for *_, kind in kinds()]


def test_something_else_twice_is_no_repeat(ticket, later, agent, now):
    set_cause(ticket.reference, cause=given("other"), user=agent, now=now)
    solve(ticket.reference, user=agent, now=now)
    set_cause(later(3).reference, cause=given("other"), user=agent, now=now + 3 * DAY)
    assert "again" not in [kind for *_, kind in kinds()]


def test_another_customer_is_no_repeat(fixed, later, agent, now):
    other = later(3, sender="Paolo Riva <paolo@posta.example>")
    set_cause(other.reference, cause=given("late_delivery"), user=agent, now=now + 3 * DAY)
    assert kinds() == []


def test_repeat_is_found_when_the_earlier_one_gets_its_cause(ticket, later, agent, now):
    solve(ticket.reference, user=agent, now=now)
    again = later(2)
    set_cause(again.reference, cause=given("staff"), user=agent, now=now + 2 * DAY)
    set_cause(ticket.reference, cause=given("staff"), user=agent, now=now + 2 * DAY)
    assert (ticket.pk, again.pk, "again") in kinds()


def test_found_one_is_gone_with_its_cause_and_a_confirmed_one_stays(fixed, later, agent, now):
    again, then = later(2), now + 2 * DAY
    set_cause(again.reference, cause=given("late_delivery"), user=agent, now=then)
    set_cause(again.reference, cause=None, user=agent, now=then)
    assert "again" not in [kind for *_, kind in kinds()]
    set_cause(again.reference, cause=given("late_delivery"), user=agent, now=then)
    confirm_repeat(again.reference, other=fixed.reference, user=agent, now=then)
    set_cause(again.reference, cause=None, user=agent, now=then)
    assert (fixed.pk, again.pk, "repeat") in kinds()
    assert Event.objects.get(kind="ticket.repeat_confirmed").data == {"other": fixed.pk}


def test_cut_one_never_comes_back_by_itself(fixed, later, agent, now):
    again, then = later(2), now + 2 * DAY
    set_cause(again.reference, cause=given("late_delivery"), user=agent, now=then)
    unlink(again.reference, other=fixed.reference, user=agent, now=then)
    for cause in (None, given("late_delivery")):
        set_cause(again.reference, cause=cause, user=agent, now=then)
    assert {kind for *_, kind in kinds()} & {"again", "repeat"} == set()
    with pytest.raises(errors.WrongState):
        confirm_repeat(again.reference, other=fixed.reference, user=agent, now=then)


def test_stranger_confirms_nothing(fixed, later, agent, outsider, now):
    again = later(2)
    set_cause(again.reference, cause=given("late_delivery"), user=agent, now=now + 2 * DAY)
    with pytest.raises(errors.NotFound):
        confirm_repeat(again.reference, other=fixed.reference, user=outsider, now=now)


def lasted(user, now) -> tuple[int, int]:
    found = figures(user, since=now - 40 * DAY, until=now + 40 * DAY, apart=ended_tickets()).lasted
    return found.number, found.of


def test_repeat_by_its_cause_counts_against_the_fix_until_it_is_cut(fixed, later, agent, now):
    Helped.objects.filter(ticket=fixed).update(asked_at=now)
    again, then = later(2), now + 2 * DAY
    assert lasted(agent, now) == (1, 1)
    set_cause(again.reference, cause=given("late_delivery"), user=agent, now=then)
    assert lasted(agent, now) == (0, 1)
    unlink(again.reference, other=fixed.reference, user=agent, now=then)
    assert lasted(agent, now) == (1, 1)


def test_repeat_by_its_reason_counts_once_somebody_says_so(ticket, later, agent, now):
    reason = Reason.objects.create(name="Fattura").pk
    set_reason(ticket.reference, reason=reason, user=agent, now=now)
    solve(ticket.reference, user=agent, now=now)
    Helped.objects.filter(ticket=ticket).update(asked_at=now)
    again, then = later(2), now + 2 * DAY
    set_reason(again.reference, reason=reason, user=agent, now=then)
    assert (ticket.pk, again.pk, "again") in kinds()
    assert lasted(agent, now) == (1, 1)
    confirm_repeat(again.reference, other=ticket.reference, user=agent, now=then)
    assert lasted(agent, now) == (0, 1)


def test_unsolved_one_is_nothing_to_repeat(fixed, later, agent, now):
    reopen(fixed.reference, user=agent, now=now)
    again = later(2)
    set_cause(again.reference, cause=given("late_delivery"), user=agent, now=now + 2 * DAY)
    assert "again" not in [kind for *_, kind in kinds()]


@pytest.fixture
def again(fixed, later, agent, now) -> Ticket:
    """Late once more, two days after."""
    again = later(2)
    return set_cause(again.reference, cause=given("late_delivery"), user=agent, now=now + 2 * DAY)


def repeats() -> set[tuple[int, int, str]]:
    return {link for link in kinds() if link[2] in ("again", "repeat", "no_repeat")}


def merge_into(ticket: Ticket, other: Ticket, agent, now) -> int | None:
    given = {"into": other.reference}
    return change_one(ticket.reference, user=agent, act="merge", given=given, now=now).act


def test_another_cause_said_later_cuts_what_was_found_and_finds_what_is_so(fixed, again, later, agent, now):
    other, then = later(1), now + 3 * DAY
    set_cause(other.reference, cause=given("payment"), user=agent, now=then)
    solve(other.reference, user=agent, now=now + 1.5 * DAY)
    set_cause(again.reference, cause=given("payment"), user=agent, now=then)
    assert repeats() == {(other.pk, again.pk, "again")}


def test_repeat_that_is_merged_is_one_of_the_request_it_becomes_part_of(fixed, again, later, agent, now):
    Helped.objects.filter(ticket=fixed).update(asked_at=now)
    other, then = later(3), now + 3 * DAY
    act = merge_into(again, other, agent, then)
    other.refresh_from_db()
    assert (other.cause_id, repeats()) == (again.cause_id, {(fixed.pk, other.pk, "again")})
    assert lasted(agent, now) == (0, 1)
    undo_many(act, user=agent, now=then)
    other.refresh_from_db()
    assert (other.cause_id, repeats()) == (None, {(fixed.pk, again.pk, "again")})


@pytest.mark.parametrize("judge", [confirm_repeat, unlink], ids=["repeat", "no_repeat"])
def test_word_of_a_person_goes_along_and_comes_back(fixed, again, later, agent, now, judge, request):
    kind, other, then = request.node.callspec.id, later(3), now + 3 * DAY
    judge(again.reference, other=fixed.reference, user=agent, now=then)
    act = merge_into(again, other, agent, then)
    set_cause(other.reference, cause=given("late_delivery"), user=agent, now=then)
    assert repeats() == {(fixed.pk, other.pk, kind)}
    undo_many(act, user=agent, now=then)
    assert (fixed.pk, again.pk, kind) in repeats()


def test_repeat_that_becomes_part_of_what_it_repeats_is_none(fixed, again, agent, now):
    Helped.objects.filter(ticket=fixed).update(asked_at=now)
    confirm_repeat(again.reference, other=fixed.reference, user=agent, now=now + 2 * DAY)
    act = merge_into(again, fixed, agent, now + 2 * DAY)
    solve(fixed.reference, user=agent, now=now + 3 * DAY)
    Helped.objects.filter(ticket=fixed).update(asked_at=now)
    assert lasted(agent, now)[0] == 1
    undo_many(act, user=agent, now=now + 2 * DAY)
    assert repeats() == {(fixed.pk, again.pk, "repeat")}


def test_fix_anew_is_not_counted_against_by_what_came_before_it(fixed, again, agent, now):
    reopen(fixed.reference, user=agent, now=now + 3 * DAY)
    solve(fixed.reference, user=agent, now=now + 4 * DAY)
    Helped.objects.filter(ticket=fixed).update(asked_at=now + 5 * DAY)
    assert lasted(agent, now) == (1, 2)


def test_customers_who_are_one_have_their_repeats_found(fixed, later, agent, now):
    other = later(3, sender="G. Neri <g.neri@studio.example>")
    set_cause(other.reference, cause=given("late_delivery"), user=agent, now=now + 3 * DAY)
    merge_customers(other.customer_id, into=fixed.customer_id, user=agent, now=now + 4 * DAY)
    assert repeats() == {(fixed.pk, other.pk, "again")}
    assert Event.objects.get(kind="ticket.repeat_found").customer == fixed.customer_id


@pytest.mark.parametrize("judged", [False, True])
def test_request_of_another_customer_repeats_nothing_of_theirs(fixed, again, agent, now, judged):
    if judged:
        confirm_repeat(again.reference, other=fixed.reference, user=agent, now=now)
    change_customer(
        again.reference,
        email="paolo@posta.example",
        name="Paolo",
        confirmed="paolo@posta.example",
        user=agent,
        now=now + 3 * DAY,
    )
    assert repeats() == set()


def test_spam_repeats_nothing_until_it_is_none(fixed, again, agent, now):
    mark_spam(again.reference, user=agent, now=now + 3 * DAY)
    assert repeats() == set()
    mark_spam(again.reference, spam=False, user=agent, now=now + 3 * DAY)
    assert repeats() == {(fixed.pk, again.pk, "again")}


def test_word_of_a_person_waits_out_a_merge_into_another_customers_request(fixed, again, later, agent, now):
    confirm_repeat(again.reference, other=fixed.reference, user=agent, now=now + 2 * DAY)
    other = later(3, sender="Paolo Riva <paolo@posta.example>")
    act = merge_into(again, other, agent, now + 3 * DAY)
    undo_many(act, user=agent, now=now + 3 * DAY)
    assert repeats() == {(fixed.pk, again.pk, "repeat")}
