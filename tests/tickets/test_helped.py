"""What customers say of being helped, counted: never for few, never by person."""

from datetime import timedelta

import pytest

from aiuto.recovery.queries.dignified import ended_tickets
from aiuto.tickets.models import Direction, Helped, Link, Message
from aiuto.tickets.queries.helped import figures
from tests.workspace.conftest import agent, desk, make, outsider  # noqa: F401 - fixtures

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def said(make, agent, now):  # noqa: F811
    """`said("yes", hours=3)`: a request that was solved and asked about, with our last message after so many hours."""

    def said(answer, *, hours=1, came_back=False):
        begun = now - 5 * DAY
        ticket = make(waits=None, state="solved", created_at=begun, solved_at=begun + DAY)
        last = begun + hours * HOUR
        Message.objects.create(
            ticket=ticket, direction=Direction.OUT, author=agent, at=last, stored_at=last, text="Ecco."
        )
        if came_back:
            type(ticket).objects.filter(pk=ticket.pk).update(state="open", solved_at=None)
        return Helped.objects.create(
            ticket=ticket,
            solved_at=begun + DAY,
            ask_at=now - 3 * DAY,
            asked_at=now - 3 * DAY,
            answer=answer,
            answered_at=now - 2 * DAY if answer else None,
        )

    return said


def counted(user, now):
    return figures(user, since=now - 30 * DAY, until=now, apart=ended_tickets())


def test_figures_count_each_word_and_the_silence(said, agent, now, django_assert_num_queries):  # noqa: F811
    for hours in (1, 2, 3, 4, 50):
        said("yes", hours=hours)
    for answer in ("partly", "no", ""):
        said(answer)
    counted(agent, now)
    with django_assert_num_queries(2):
        found = counted(agent, now)
    assert (found.yes, found.partly, found.no, found.silent) == (5, 1, 1, 1)
    assert (found.helped.number, found.helped.of, found.helped.is_few) == (5, 7, False)


def test_time_to_help_ends_with_what_led_to_a_yes_or_with_a_lasting_solution(said, agent, now):  # noqa: F811
    for hours in (1, 2, 3):
        said("yes", hours=hours)
    for answer in ("partly", "no"):
        said(answer, hours=99)
    said("", came_back=True)
    followed = said("")
    Link.objects.create(earlier=followed.ticket, later=said("partly").ticket, kind="follows")
    assert counted(agent, now).time_to_help is None
    said("")
    said("")
    assert counted(agent, now).time_to_help == 3 * HOUR
    said("")
    said("")
    assert counted(agent, now).time_to_help == DAY


def test_what_came_back_did_not_last(said, agent, now):  # noqa: F811
    said("yes")
    said("", came_back=True)
    closed = said("no")
    Link.objects.create(earlier=closed.ticket, later=said("").ticket, kind="follows")
    found = counted(agent, now)
    assert (found.lasted.number, found.lasted.of) == (2, 4)


def test_few_are_not_told(said, agent, now):  # noqa: F811
    for _ in range(4):
        said("yes")
    found = counted(agent, now)
    assert found.helped.is_few
    assert found.time_to_help is None


def test_others_requests_are_not_counted(said, outsider, now):  # noqa: F811
    said("yes")
    assert counted(outsider, now).lasted.of == 0
