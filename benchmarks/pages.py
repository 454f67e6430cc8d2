"""Pages and search, asked for through Django as a browser does, at a small and a large number of tickets by turns."""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.test.utils import CaptureQueriesContext

from aiuto.tickets.models import Message, Ticket
from benchmarks.databases import side_by_side, stand_on
from benchmarks.rows import Row, milliseconds, p95
from benchmarks.volume import agent, database, sizes

SAMPLES, QUICK_SAMPLES, WARM = 120, 30, 6
PAGE, SEARCH = 1.3, 3.0
STATEMENTS, SEARCH_STATEMENTS = 10, 13


@dataclass(slots=True)
class Side:
    """One database with a signed-in colleague, and what each page took there."""

    database: BaseDatabaseWrapper
    size: int
    client: Client
    addresses: dict[str, Iterator[str]]
    seconds: dict[str, list[float]] = field(default_factory=dict)
    statements: dict[str, int] = field(default_factory=dict)


def rows(*, quick: bool) -> list[Row]:
    """Inbox, ticket and search: the 95th of a hundred at the large size over that at the small one."""
    seeded = [(size, database(size)) for size in sizes(quick=quick)]
    small, large = (_side(size, name) for size, name in seeded)
    for what in small.addresses:
        for sample in range((QUICK_SAMPLES if quick else SAMPLES) + WARM):
            for side in (small, large):
                _measure(side, what, counts=sample >= WARM)
    return [row for what in small.addresses for row in _rows(what, small, large)]


def _side(size: int, name: str) -> Side:
    other = side_by_side(name)
    stand_on(other)
    client = Client(SERVER_NAME="localhost")
    client.force_login(agent(), backend="allauth.account.auth_backends.AuthenticationBackend")
    return Side(other, size, client, {what: cycle(found()) for what, found in _ADDRESSES.items()})


def _measure(side: Side, what: str, *, counts: bool) -> None:
    """One answer; while it warms up, its statements are counted instead of its time."""
    stand_on(side.database)
    if counts:
        side.seconds.setdefault(what, []).append(_get(side, what))
        return
    with CaptureQueriesContext(side.database) as queries:
        _get(side, what)
    side.statements[what] = max(len(queries), side.statements.get(what, 0))


def _get(side: Side, what: str) -> float:
    address = next(side.addresses[what])
    begin = time.perf_counter()
    answer = side.client.get(address)
    took = time.perf_counter() - begin
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return took


def _rows(what: str, small: Side, large: Side) -> list[Row]:
    few, many = small.seconds[what], large.seconds[what]
    middle = f"median {milliseconds(statistics.median(many))}, {large.statements[what]} statements"
    most = SEARCH if what.startswith("search") else PAGE
    return [
        Row(
            f"{what}, p95 at {large.size:,} tickets ({middle}) against {small.size:,}",
            connection.vendor,
            milliseconds(p95(many)),
            milliseconds(p95(few)),
            p95(many) / p95(few),
            most=most,
        ),
        Row(
            f"{what}, statements at {large.size:,} tickets against {small.size:,}",
            connection.vendor,
            str(large.statements[what]),
            str(small.statements[what]),
            large.statements[what],
            most=SEARCH_STATEMENTS if most == SEARCH else STATEMENTS,
        ),
    ]


def _tickets() -> list[str]:
    """Some requests with twenty messages, from the newest back."""
    long = Message.objects.order_by("-id").values_list("ticket", flat=True)[:4000]
    counted = list(long)
    found = [ticket for ticket in dict.fromkeys(counted) if counted.count(ticket) == 20]
    references = Ticket.objects.filter(pk__in=found[:5]).values_list("reference", flat=True)
    return [f"/tickets/{reference}/" for reference in references]


def _rare() -> list[str]:
    """Codes that one message has, spread over all of them."""
    newest = Message.objects.order_by("-id").values_list("id", flat=True)[0]
    return [f"/search/?q=LX-{newest * part // 9:07d}" for part in range(1, 9)]


_ADDRESSES: dict[str, Callable[[], list[str]]] = {
    "inbox, all open": lambda: ["/inbox/open/"],
    "inbox, mine": lambda: ["/inbox/mine/"],
    "inbox, unassigned": lambda: ["/inbox/unassigned/"],
    "inbox, solved": lambda: ["/inbox/solved/"],
    "ticket of 20 messages": _tickets,
    "search, a rare word": _rare,
    "search, a common word": lambda: ["/search/?q=lampada", "/search/?q=order"],
    "search, two common words": lambda: ["/search/?q=lampada+ordine", "/search/?q=lamp+delivery"],
    "search, a word of few hundreds": lambda: ["/search/?q=ritardo+catalogo+ricambio"],
    "search, a word that nobody wrote": lambda: ["/search/?q=xyzzyq"],
}
