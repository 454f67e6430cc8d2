"""What time does to promises: warned before, broken once, told to those who can mend it."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aiuto.flows.change_desk import Front, change_desk
from aiuto.flows.keep_promise import keep_promise
from aiuto.flows.keep_schedule import Hours, keep_schedule
from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.note_absence import note_absence
from aiuto.flows.reply import reply
from aiuto.flows.set_reason import set_reason
from aiuto.flows.watch_promises import watch_promises
from aiuto.journal.actors import person
from aiuto.journal.models import Event
from aiuto.notices.models import Notice
from aiuto.people.models import Role, Team, User
from aiuto.promises.models import Promise
from aiuto.promises.queries import due
from aiuto.promises.rules import Terms, create_rule
from aiuto.tickets.models import Reason, Ticket
from aiuto.ui import clocks

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
SOLUTION = {"kind": "fix", "starts": "opening", "kept_by": "solved"}


@pytest.fixture
def lead(desk, now) -> User:
    user = User.objects.create(email="rita@lumiera.example", name="Rita", role=Role.LEAD, created_at=now)
    Team.objects.get(desks=desk).members.add(user)
    return user


@pytest.fixture
def call(ticket, agent, now) -> Promise:
    Ticket.objects.update(owner=agent)
    word = Word(kind="call_back", what="Chiamare", due=now + 2 * HOUR)
    return make_promise(ticket.reference, word, user=agent, now=now)


def told() -> list[tuple[int, str]]:
    return sorted(Notice.objects.values_list("user", "kind"))


def events(kind: str) -> int:
    return Event.objects.filter(kind=kind).count()


def test_owner_is_warned_twice_of_a_call_and_not_again(call, agent, lead, now):
    assert watch_promises(now=now + 89 * MINUTE) == 0
    assert watch_promises(now=now + 90 * MINUTE) == 1
    assert watch_promises(now=now + 91 * MINUTE) == 0
    assert told() == [(agent.pk, "promise_due")]
    assert watch_promises(now=now + 105 * MINUTE) == 1
    assert events("promise.warned") == 2
    assert told() == sorted([(agent.pk, "promise_due"), (lead.pk, "promise_due")])


def test_what_nobody_owns_is_a_leads_to_know(ticket, lead, agent, now):
    assert watch_promises(now=now + 23 * HOUR) == 1
    assert told() == [(lead.pk, "promise_due")]


def test_broken_once_with_owner_and_lead_told_once(call, agent, lead, now):
    assert watch_promises(now=now + 2 * HOUR) == 1
    assert watch_promises(now=now + 3 * HOUR) == 0
    call.refresh_from_db()
    assert (call.state, call.broken_at, call.closed_at, call.wakes_at) == (
        "broken",
        now + 2 * HOUR,
        None,
        None,
    )
    assert sorted(told()) == sorted([(agent.pk, "promise_broken"), (lead.pk, "promise_broken")])
    assert events("promise.broken") == 1
    assert Ticket.objects.get().next_due_at == call.due_at


def test_fulfilled_afterwards_it_is_kept_late(call, agent, now):
    watch_promises(now=now + 2 * HOUR)
    keep_promise(call.pk, user=agent, now=now + 3 * HOUR)
    call.refresh_from_db()
    assert (call.state, call.closed_at) == ("kept_late", now + 3 * HOUR)
    assert Ticket.objects.get().next_due_at == Promise.objects.get(kind="first_answer").due_at


def test_fulfilled_after_its_time_it_is_late_before_anybody_has_looked(call, agent, lead, now):
    """The worker was away: what it would have found does not become a promise kept in time."""
    keep_promise(call.pk, user=agent, now=now + 3 * HOUR)
    call.refresh_from_db()
    assert (call.state, call.broken_at, call.closed_at) == ("kept_late", now + 3 * HOUR, now + 3 * HOUR)
    assert (events("promise.broken"), events("promise.kept_late")) == (1, 1)
    watch_promises(now=now + 4 * HOUR)
    assert events("promise.broken") == 1


def test_appointment_is_kept_in_time_within_its_grace(ticket, agent, now):
    word = Word(kind="appointment", what="Il tecnico", due=now + HOUR, until=now + 2 * HOUR)
    visit = make_promise(ticket.reference, word, user=agent, now=now)
    assert keep_promise(visit.pk, user=agent, now=now + 124 * MINUTE).state == "kept"


def test_appointment_is_due_when_it_begins_and_within_its_window_when_that_ends(ticket, agent, lead, now):
    """The list has it where it begins; while it lasts nobody is told, and no clock says that it is late."""
    reply(ticket.reference, user=agent, text="Buongiorno Giulia, il tecnico viene oggi.", now=now)
    word = Word(kind="appointment", what="Il tecnico", due=now + HOUR, until=now + 2 * HOUR)
    visit = make_promise(ticket.reference, word, user=agent, now=now)
    assert turn() == (visit.due_at, visit.due_at)
    for minutes in (45, 54):
        watch_promises(now=now + minutes * MINUTE)
    before = told()
    assert (watch_promises(now=now + HOUR), told(), turn()) == (1, before, (visit.until, visit.until))
    assert not is_late(now + 119 * MINUTE)
    assert watch_promises(now=now + 119 * MINUTE) == 0
    watch_promises(now=now + 125 * MINUTE)
    assert is_late(now + 125 * MINUTE)


def turn() -> tuple[datetime | None, datetime | None]:
    """When something is due there, and the key of "who needs help first"."""
    return Ticket.objects.values_list("next_due_at", "turn_at").get()


def is_late(at: datetime) -> bool:
    """Whether the list says at that moment that something is late."""
    return "clock-late" in clocks.until(Ticket.objects.get().next_due_at, at)


def test_appointment_is_kept_within_its_grace(ticket, agent, now):
    word = Word(kind="appointment", what="Il tecnico", due=now + HOUR, until=now + 2 * HOUR)
    visit = make_promise(ticket.reference, word, user=agent, now=now)
    watch_promises(now=now + 124 * MINUTE)
    assert Promise.objects.get(pk=visit.pk).state == "open"
    watch_promises(now=now + 125 * MINUTE)
    assert Promise.objects.get(pk=visit.pk).state == "broken"


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_word_in_a_night_of_another_length_breaks_at_its_moment(ticket, agent, day):
    """A quarter past two in Rome is not there in March and there twice in October; the moment is one."""
    due = datetime.fromisoformat(f"{day}T01:15+00:00")
    word = Word(kind="fix", what="Riavviare", due=due)
    fix = make_promise(ticket.reference, word, user=agent, now=due - 3 * HOUR)
    watch_promises(now=due - MINUTE)
    assert Promise.objects.get(pk=fix.pk).state == "open"
    watch_promises(now=due)
    assert Promise.objects.get(pk=fix.pk).broken_at == due


def test_silence_raises_itself_again(ticket, agent, lead, now):
    """The first answer breaks; from then on news are due, and break in their turn."""
    watch_promises(now=now + 24 * HOUR)
    first, news = Promise.objects.order_by("id")
    assert (first.state, news.kind, news.state) == ("broken", "next_update", "open")
    assert news.due_at == now + 72 * HOUR
    watch_promises(now=now + 72 * HOUR)
    assert [each.state for each in Promise.objects.order_by("id")] == ["broken", "broken", "open"]

    reply(ticket.reference, user=agent, text="Le spediamo oggi una lampada nuova.", now=now + 73 * HOUR)
    states = [each.state for each in Promise.objects.order_by("id")]
    assert states == ["kept_late", "kept_late", "kept", "open"]


def test_after_three_days_away_each_breaks_once_without_late_warnings(call, agent, lead, now):
    watched = watch_promises(now=now + 72 * HOUR)
    assert watched == 2
    assert events("promise.broken") == 2
    assert events("promise.warned") == 0
    assert watch_promises(now=now + 72 * HOUR) == 0


def test_clock_that_was_set_back_does_nothing_twice(call, agent, lead, now):
    watch_promises(now=now + 2 * HOUR)
    assert watch_promises(now=now + HOUR) == 0
    assert watch_promises(now=now + 2 * HOUR) == 0
    assert events("promise.broken") == 1


def test_nothing_due_is_one_read(call, now):
    with CaptureQueriesContext(connection) as queries:
        assert watch_promises(now=now) == 0
    asked = [
        q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
    ]
    assert len(asked) == 1


def test_due_work_is_found_by_its_index(call, now):
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with CaptureQueriesContext(connection) as queries:
        due(now, limit=100)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # it would rather read all of a table as small as this
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"{explain} {queries[-1]['sql']}")
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert "promises_wakes" in plan


def test_each_of_a_batch_costs_the_same(arrive, agent, lead, now):
    """Five statements a promise that breaks and makes the next, beside those of the batch."""
    asked = []
    for batch, at in (((1, 2), now + 24 * HOUR), ((3, 4, 5, 6), now + 48 * HOUR)):
        for number in batch:
            arrive(message_id=f"<{number}@customer.example>", subject=f"Lampada {number}", at=at - 24 * HOUR)
        with CaptureQueriesContext(connection) as queries:
            assert watch_promises(now=at) == len(batch)
        asked.append(len(queries))
    assert (asked[1] - asked[0]) / 2 == 5


def test_other_hours_count_anew_what_rules_promised_and_leave_words_alone(ticket, call, desk, admin, now):
    """Mornings only: eight hours of work from Monday at ten end on Wednesday at ten."""
    mornings = {str(day): [["09:00", "13:00"]] for day in range(5)}
    hours = Hours(name=desk.schedule.name, time_zone="Europe/Rome", week=mornings, country="IT")
    keep_schedule(desk.schedule, hours, by=admin, now=now + MINUTE)
    assert watch_promises(now=now + MINUTE) == 1
    first = Promise.objects.get(kind="first_answer")
    assert (first.due_at, first.state) == (now.replace(day=4, hour=9), "open")
    assert Promise.objects.get(pk=call.pk).due_at == now + 2 * HOUR
    assert events("promise.recounted") == 1
    assert watch_promises(now=now + MINUTE) == 0


def test_other_hours_count_anew_what_was_left_of_a_solution_that_had_stopped(
    ticket, agent, arrive, desk, admin, now
):
    """Sixteen hours from Monday at ten, stopped at eleven; of mornings alone fifteen are left on Tuesday at eleven."""
    reason = Reason.objects.create(name="Guasto")
    create_rule(Terms(**SOLUTION, minutes=960, reason_id=reason.pk), by=person(agent.pk), now=now)
    set_reason(ticket.reference, reason=reason.pk, user=agent, now=now)
    reply(ticket.reference, user=agent, text="Le spediamo un vetro nuovo.", then="waiting", now=now + HOUR)
    again = {"message_id": "<two@customer.example>", "references": "<one@customer.example>"}
    arrive(**again, at=now + 25 * HOUR)
    goes_on = Promise.objects.get(kind="fix", state="open")
    assert goes_on.due_at == now.replace(day=5)
    mornings = {str(day): [["09:00", "13:00"]] for day in range(5)}
    hours = Hours(name=desk.schedule.name, time_zone="Europe/Rome", week=mornings, country="IT")
    keep_schedule(desk.schedule, hours, by=admin, now=now + 26 * HOUR)
    watch_promises(now=now + 26 * HOUR)
    goes_on.refresh_from_db()
    assert (goes_on.due_at, goes_on.recounts) == (now.replace(day=9), False)
    assert Event.objects.filter(kind="promise.recounted", data__promise=goes_on.pk).count() == 1


def test_other_hours_move_the_place_of_who_waits(ticket, agent, desk, admin, now):
    """Four hours of work at most: of mornings alone they end a day later, and a word is due before."""
    make_promise(ticket.reference, Word(kind="fix", what="Riparare", due=now + 6 * HOUR), user=agent, now=now)
    mornings = {str(day): [["09:00", "13:00"]] for day in range(5)}
    hours = Hours(name=desk.schedule.name, time_zone="Europe/Rome", week=mornings, country="IT")
    assert Ticket.objects.get().turn_at == now + 5 * HOUR
    keep_schedule(desk.schedule, hours, by=admin, now=now + MINUTE)
    watch_promises(now=now + MINUTE)
    assert Ticket.objects.get().turn_at == now + 6 * HOUR


def test_shorter_time_of_the_desk_counts_for_what_is_promised(ticket, agent, desk, admin, now):
    change_desk(desk, Front(first_answer_minutes=60), by=admin, now=now + 30 * MINUTE)
    watch_promises(now=now + 30 * MINUTE)
    assert Ticket.objects.get().next_due_at == now + HOUR
    change_desk(desk, Front(first_answer_minutes=10), by=admin, now=now + 31 * MINUTE)
    watch_promises(now=now + 31 * MINUTE)
    assert Promise.objects.get(kind="first_answer").state == "broken"


@pytest.fixture
def admin(db, now) -> User:
    return User.objects.create(email="ada@lumiera.example", name="Ada", role=Role.ADMIN, created_at=now)


def test_lead_is_warned_of_what_is_promised_by_who_is_away(call, agent, lead, now):
    note_absence(agent.pk, begins=now + MINUTE, ends=None, user=lead, now=now)
    watch_promises(now=now + 90 * MINUTE)
    assert told() == sorted([(agent.pk, "promise_due"), (lead.pk, "promise_due")])


def test_lead_is_warned_after_the_owner_before_it_breaks(ticket, agent, lead, now):
    Ticket.objects.update(owner=agent)
    watch_promises(now=now + 7 * HOUR)
    assert told() == [(agent.pk, "promise_due")]
    due = Promise.objects.get().due_at
    watch_promises(now=due - 48 * MINUTE)
    assert told() == sorted([(agent.pk, "promise_due"), (lead.pk, "promise_due")])
    assert Promise.objects.get().state == "open"


def test_worker_that_was_away_warns_once_and_both(ticket, agent, lead, now):
    Ticket.objects.update(owner=agent)
    assert watch_promises(now=Promise.objects.get().due_at - MINUTE) == 1
    assert told() == sorted([(agent.pk, "promise_due"), (lead.pk, "promise_due")])
