"""The seeded databases of one run: a small and a large one, made once and measured by several parts."""

import os
import time
from datetime import UTC, datetime

from django.db import connection

from aiuto.flows.seed import seed
from aiuto.journal.models import Event
from aiuto.people.models import Desk, Role, Team, User
from aiuto.tickets.models import Message, Ticket
from benchmarks.databases import fresh, kept, use, whole
from benchmarks.rows import Row

COLLEAGUES = 8
RATE = 2_000
SMALL, LARGE = 10_000, 1_000_000
QUICK_SMALL, QUICK_LARGE = 1_000, 10_000


def sizes(*, quick: bool) -> tuple[int, int]:
    """How many tickets the two databases hold."""
    if quick:
        return QUICK_SMALL, QUICK_LARGE
    return SMALL, int(os.environ.get("AIUTO_BENCH_TICKETS", LARGE))


def rows(*, quick: bool) -> list[Row]:
    """How fast seeding is on a fresh database, and what the kept ones hold."""
    tickets = QUICK_LARGE if quick else 2 * SMALL
    with fresh("seeding") as name:
        use(name)
        begin = time.perf_counter()
        seed(tickets)
        rate = tickets / (time.perf_counter() - begin)
    least = 1 if connection.vendor == "sqlite" else None
    what = f"seed of {tickets:,} requests, a second"
    speed = Row(what, connection.vendor, f"{rate:.0f}", str(RATE), rate / RATE, least=least)
    return [speed, *(_counted(size) for size in sizes(quick=quick))]


def database(size: int) -> str:
    """The database of so many tickets, seeded when it is not there yet; Django's connection points to it."""
    name, new = kept(f"volume_{size}")
    use(name)
    if new:
        _people()
        seed(size)
        _analyse()
        whole(f"volume_{size}")
    return name


def agent() -> User:
    """A colleague whose team serves the desk of all requests."""
    return User.objects.get(email="colleague1@lamps.example")


def _counted(size: int) -> Row:
    """What the other parts measure on."""
    database(size)
    held = f"{Ticket.objects.count():,} tickets, {Message.objects.count():,} messages, {Event.objects.count():,} events"
    return Row(f"rows in a database of the parts below: {held}", connection.vendor, "")


def _people() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    team = Team.objects.create(name="Everybody")
    team.desks.set(Desk.objects.all())
    for number in range(1, COLLEAGUES + 1):
        email = f"colleague{number}@lamps.example"
        team.members.add(
            User.objects.create(email=email, name=f"Colleague {number}", role=Role.AGENT, created_at=now)
        )


def _analyse() -> None:
    """What PostgreSQL's autovacuum does by itself after so many rows, done at once."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
