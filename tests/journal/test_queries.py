"""Reading events: nothing that commits later slips behind a cursor that has passed it."""

import os
import threading
import time

import psycopg
import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from aiuto.journal.actors import SYSTEM
from aiuto.journal.models import Event
from aiuto.journal.queries import START, Cursor, after, cursor_of, latest, of_ticket, parse_cursor
from aiuto.journal.recording import record

PATIENCE = 200
INSERT = """
    INSERT INTO journal_event (at, kind, actor_kind, origin, data)
    VALUES (now(), %s, 'system', 'system', '{}')
"""


@given(st.integers(0, 2**62), st.integers(0, 2**62))
def test_cursor_is_read_as_it_was_written(xid, event):
    assert parse_cursor(str(Cursor(xid, event))) == (xid, event)


@pytest.mark.parametrize(
    "text", ["", "-", "1", "1-", "-1", "a-1", "1-1-1", "１-1", "1-²", " 1-1", "1-1 ", "9" * 39 + "-1", "+1-1"]
)
def test_anything_else_is_no_cursor(text):
    assert parse_cursor(text) is None


def kinds(cursor: Cursor = START, *, limit: int = 500) -> list[str]:
    return [event.kind for event in after(cursor, limit=limit)]


def until(found, wanted) -> None:
    """Another database of the same server may have a transaction open, which holds everybody's events back."""
    deadline = time.monotonic() + PATIENCE
    while found() != wanted and time.monotonic() < deadline:
        pass
    assert found() == wanted


@pytest.mark.django_db(transaction=True)
def test_events_come_in_pages_oldest_first(now):
    for kind in ("a", "b", "c"):
        record(kind, by=SYSTEM, now=now)

    until(kinds, ["a", "b", "c"])
    assert kinds(limit=2) == ["a", "b"]
    assert kinds(cursor_of(after(START, limit=2)[-1])) == ["c"]
    assert latest() == cursor_of(after(START)[-1])
    assert kinds(latest()) == []


@pytest.mark.django_db(transaction=True)
def test_cursor_of_an_empty_journal_is_the_start(now):
    Event.objects.all().delete()
    assert latest() == START


@pytest.mark.django_db
def test_timeline_has_the_newest_events_oldest_first(now):
    for kind, ticket in (("a", 1), ("b", 2), ("c", 1), ("d", 3), ("e", 2)):
        record(kind, by=SYSTEM, now=now, ticket=ticket)

    assert [event.kind for event in of_ticket([1, 2])] == ["a", "b", "c", "e"]
    assert [event.kind for event in of_ticket([1, 2], limit=2)] == ["c", "e"]


@pytest.fixture
def two():
    """Two further connections, each in a transaction that has its id."""
    given_keys = {"NAME": "dbname", "HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}
    settings = connection.settings_dict
    parts = {name: settings[key] for key, name in given_keys.items() if settings[key]}
    with psycopg.connect(**parts) as first, psycopg.connect(**parts) as second:
        yield first, second


@pytest.mark.postgresql_only
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("last", ["first", "second"])
def test_two_open_transactions_are_read_in_one_order_whoever_commits_last(two, last):
    """Ids and transactions cross: the lower id belongs to the younger transaction, or to the older one."""
    older, younger = two
    for each in (older, younger):
        each.execute("SELECT pg_current_xact_id()")
    writers = {"younger": younger, "older": older}
    order = ["younger", "older"] if last == "first" else ["older", "younger"]
    for name in order:
        writers[name].execute(INSERT, [name])
    cursor, seen = START, []

    def look():
        nonlocal cursor
        for event in after(cursor):
            seen.append(event.kind)
            cursor = cursor_of(event)
        return seen

    look()
    writers[order[1]].commit()
    look()
    if order[1] == "younger":
        assert seen == []  # the older one can still slip in front of it
    writers[order[0]].commit()
    until(look, ["older", "younger"])
    assert latest() == cursor


@pytest.mark.postgresql_only
@pytest.mark.django_db(transaction=True)
def test_open_transaction_elsewhere_holds_back_only_what_came_after_it(two, now):
    record("before", by=SYSTEM, now=now)
    two[0].execute("SELECT pg_current_xact_id()")
    record("after", by=SYSTEM, now=now)

    until(kinds, ["before"])
    two[0].rollback()
    until(kinds, ["before", "after"])


@pytest.mark.sqlite_only
@pytest.mark.django_db(transaction=True)
def test_writers_of_sqlite_take_turns_so_that_ids_are_in_order_of_commits(now):
    cursor, seen = START, []

    def write(name):
        for _ in range(20):
            with transaction.atomic():
                record(name, by=SYSTEM, now=now)
        connection.close()

    threads = [threading.Thread(target=write, args=(f"w{n}",)) for n in range(os.cpu_count() or 2)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads) or len(seen) < 20 * len(threads):
        for event in after(cursor, limit=3):
            seen.append(event.pk)
            cursor = cursor_of(event)
    for thread in threads:
        thread.join()
    assert seen == list(Event.objects.order_by("id").values_list("pk", flat=True))
