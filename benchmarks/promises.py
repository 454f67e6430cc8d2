"""Promises: 10,000 of a million come due in one minute; how long the worker's watch takes, and what it asks."""

import time
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from aiuto.flows.assign import assign
from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.receive_message import receive_message
from aiuto.flows.watch_promises import watch_promises
from aiuto.people.models import Team, User
from aiuto.people.queries import default_desk
from aiuto.promises.models import Promise
from aiuto.tickets.models import Ticket
from benchmarks.databases import fresh, use
from benchmarks.rows import Row, milliseconds
from tests.mails import mail

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SERIES = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {0}) ",
    "postgresql": "WITH n(i) AS (SELECT generate_series(1, {0})) ",
}
MOST = 8


def rows(*, quick: bool) -> list[Row]:
    """A minute in which many come due, then a look at which none is. Raises ValueError where one was not handled."""
    many, due = (20_000, 200) if quick else (1_000_000, 10_000)
    with fresh("promises") as name:
        use(name)
        fill(many, due)
        began, worked = time.perf_counter(), time.process_time()
        watched = watch_promises(now=NOW)
        seconds, worked = time.perf_counter() - began, time.process_time() - worked
        idle = idle_row(many)
        each = statements_each()
    if watched != due:
        raise ValueError(f"{watched:,} of {due:,} due promises were handled")
    what = f"due promises of one minute, {due:,} of {many:,} that are open, handled by one worker"
    took, minute = f"{seconds:.1f} s, {worked:.1f} s of them at work", MINUTE.total_seconds()
    return [
        Row(what, connection.vendor, took, f"{minute:.0f} s", seconds / minute, most=1),
        idle,
        Row("statements a promise that breaks", connection.vendor, f"{each:g}", "", each, most=MOST),
    ]


def idle_row(many: int) -> Row:
    """What a look costs with nothing due."""
    began = time.perf_counter()
    with CaptureQueriesContext(connection) as asked:
        watch_promises(now=NOW)
    seconds = time.perf_counter() - began
    reads = sum("SELECT" in each["sql"] for each in asked)
    what = f"reads of the watch with nothing due, of {many:,} that are open"
    return Row(what, connection.vendor, f"{reads} in {milliseconds(seconds)}", "", reads, most=1)


def fill(many: int, due: int) -> None:
    """So many requests with a call promised on each, of which `due` were due a minute ago, the others in years."""
    ticket, promise = _first()
    _copy("tickets_ticket", ticket, many, {"id": "id + n.i", "reference": _reference()})
    late = NOW - MINUTE
    later = NOW + timedelta(days=900)
    times = {"id": "id + n.i", "ticket_id": "ticket_id + n.i"}
    for moment in ("due_at", "wakes_at"):
        times[moment] = f"CASE WHEN n.i < {due} THEN {_quoted(late)} ELSE {_quoted(later)} END"
    Promise.objects.exclude(pk=promise).delete()
    _copy("promises_promise", promise, many, times)
    Promise.objects.filter(pk=promise).update(due_at=late, wakes_at=late)


def statements_each() -> float:
    """How many statements one more promise that breaks costs."""
    counted = []
    for number in (1, 11):
        waiting = list(Promise.objects.filter(state="open", kind="call_back").values_list("pk")[:number])
        Promise.objects.filter(pk__in=[pk for (pk,) in waiting]).update(wakes_at=NOW, due_at=NOW)
        with CaptureQueriesContext(connection) as asked:
            watch_promises(now=NOW)
        counted.append(len(asked))
    return (counted[1] - counted[0]) / 10


def _first() -> tuple[int, int]:
    desk = default_desk()
    agent = User.objects.create(email="anna@lumiera.example", name="Anna", created_at=NOW)
    Team.objects.get(desks=desk).members.add(agent)
    receipt = receive_message(mail(), via="pipe", desk=desk, now=NOW - timedelta(hours=2))
    reference = str(receipt.ticket)
    assign(reference, user=agent, owner=agent.pk, now=NOW - timedelta(hours=2))
    word = Word(kind="call_back", what="Chiamare", due=NOW)
    made = make_promise(reference, word, user=agent, now=NOW - timedelta(hours=2))
    return Ticket.objects.get().pk, made.pk


def _copy(table: str, pk: int, many: int, changed: dict[str, str]) -> None:
    """The same row so many times, but for what is `changed`."""
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
        values = ", ".join(changed.get(name, f'"{name}"') for name in columns)
        names = ", ".join(f'"{name}"' for name in columns)
        series = SERIES[connection.vendor].format(many - 1)
        chosen = f"SELECT {values} FROM {table}, n WHERE {table}.id = {pk}"
        if connection.vendor == "sqlite":
            cursor.execute(f"INSERT INTO {table} ({names}) {series}{chosen}")
        else:
            cursor.execute(f"{series}INSERT INTO {table} ({names}) {chosen}")
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")


def _reference() -> str:
    return "printf('%08d', n.i)" if connection.vendor == "sqlite" else "lpad(n.i::text, 8, '0')"


def _quoted(at: datetime) -> str:
    shown = f"{at:%Y-%m-%d %H:%M:%S}"
    return f"'{shown}'" if connection.vendor == "sqlite" else f"timestamptz '{shown}+00'"
