"""Reading notices: counts with a cap, pages by keyset, and what the browser may show."""

from datetime import UTC, datetime, time, timedelta

import pytest

from aiuto.journal.actors import SYSTEM, person
from aiuto.notices import queries
from aiuto.notices.choosing import Wishes, choose
from aiuto.notices.models import Kind, Notice
from aiuto.notices.reading import forget, read
from aiuto.notices.telling import tell
from aiuto.notices.ways import DEFAULTS, Ways
from tests.notices.conftest import many


def test_unread_is_counted_to_the_cap(anna, now):
    many(anna, 7, by=SYSTEM, now=now)
    assert queries.unread(anna) == 7
    many(anna, queries.CAP + 7, by=SYSTEM, now=now)
    assert queries.unread(anna) == queries.CAP + 1


def test_pages_go_on_where_the_last_ended(anna, bruno, now):
    many(anna, 5, by=SYSTEM, now=now)
    many(bruno, 1, by=SYSTEM, now=now)
    first = queries.page(anna, size=3)
    second = queries.page(anna, behind=first.older, size=3)

    assert [n.ticket for n in (*first.notices, *second.notices)] == [5, 4, 3, 2, 1]
    assert second.older is None


def test_newest_changes_with_a_new_one_and_with_reading(anna, bruno, now):
    assert queries.newest_ids([anna.pk, bruno.pk]) == {}
    many(anna, 2, by=SYSTEM, now=now)
    newest = queries.newest_ids([anna.pk, bruno.pk])
    tell([anna.pk], kind=Kind.CUSTOMER_WROTE, ticket=2, by=SYSTEM, now=now)

    assert newest.keys() == {anna.pk}
    assert queries.newest_ids([anna.pk])[anna.pk] > newest[anna.pk]
    read(anna, now=now)
    assert queries.newest_ids([anna.pk]) == {}


def test_newest_is_one_statement_for_any_number(anna, bruno, now, django_assert_num_queries):
    many(anna, 3, by=SYSTEM, now=now)
    with django_assert_num_queries(1):
        queries.newest_ids([anna.pk, bruno.pk])


def test_opening_a_request_reads_its_notices_alone(anna, now):
    many(anna, 3, by=SYSTEM, now=now)

    assert read(anna, now=now, ticket=2) == 1
    assert [n.ticket for n in queries.page(anna).notices if n.read_at is None] == [3, 1]


def test_nobody_reads_the_notices_of_another(anna, bruno, now):
    many(anna, 1, by=SYSTEM, now=now)

    assert read(bruno, now=now, only=[Notice.objects.get().pk]) == 0
    assert queries.unread(anna) == 1


def test_browser_shows_what_came_since_and_is_loud(anna, now):
    many(anna, 2, by=SYSTEM, now=now)
    seen = queries.newest_ids([anna.pk])[anna.pk]
    many(anna, 1, by=SYSTEM, now=now, first=9)
    many(anna, 1, by=SYSTEM, now=now, first=10, kind=Kind.ASSIGNED)

    assert [n.ticket for n in queries.for_browser(anna, behind=seen, now=now)] == [9]


def test_hundreds_at_once_are_a_handful_for_the_browser(anna, now):
    many(anna, 30, by=SYSTEM, now=now)

    assert len(queries.for_browser(anna, behind=0, now=now)) == queries.AT_ONCE + 1


@pytest.mark.parametrize(("hour", "shown"), [(18, 1), (19, 0), (23, 0), (4, 0), (6, 1)])
def test_browser_is_quiet_past_midnight_on_ones_own_clock(anna, hour, shown):
    """In Rome it is an hour later in March: from 20 to 7 is from 19 to 6 UTC."""
    at = datetime(2026, 3, 2, hour, 30, tzinfo=UTC)
    wishes = Wishes(DEFAULTS, quiet=(time(20), time(7)))
    choose(anna, wishes, by=person(anna.pk), now=at)
    many(anna, 1, by=SYSTEM, now=at)

    assert len(queries.for_browser(anna, behind=0, now=at)) == shown
    assert queries.unread(anna) == 1


def test_wishes_come_back_as_they_were_kept(anna, now):
    assert queries.wishes_of(anna) == Wishes(DEFAULTS)
    ways = DEFAULTS | {Kind.ASSIGNED: Ways(False, False, True), Kind.MENTIONED: Ways(False, True, False)}
    choose(anna, Wishes(ways, queries.Every.HOUR, (time(20), time(7))), by=person(anna.pk), now=now)
    kept = queries.wishes_of(anna)

    assert kept.ways[Kind.ASSIGNED] == Ways(False, False, True)
    assert kept.ways[Kind.MENTIONED] == Ways(True, True, False), "what rings stands in the list too"
    assert (kept.every, kept.quiet) == ("hour", (time(20), time(7)))


def test_same_time_twice_is_no_quiet_at_all(anna, now):
    choose(anna, Wishes(DEFAULTS, quiet=(time(20), time(7))), by=person(anna.pk), now=now)
    choose(anna, Wishes(DEFAULTS, quiet=(time(8), time(8))), by=person(anna.pk), now=now)

    assert queries.wishes_of(anna).quiet is None


def test_old_notices_are_forgotten(anna, now):
    many(anna, 3, by=SYSTEM, now=now - timedelta(days=100))
    many(anna, 2, by=SYSTEM, now=now, first=10)

    assert forget(before=now - timedelta(days=90), limit=2) == 2
    assert forget(before=now - timedelta(days=90), limit=100) == 1
    assert sorted(n.ticket or 0 for n in queries.page(anna).notices) == [10, 11]
