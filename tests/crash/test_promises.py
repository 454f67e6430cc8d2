"""kill −9 of whoever watches over promises, at random instants: none is missed, none is broken or told of twice.

Each round ends at any instant of the time that a whole look takes here, so that most kills meet work under way; how
many did is printed.
"""

import os
import random
import time
from collections import Counter

import pytest

from tests.crash.installation import Installation, Sink, new_database

ROUNDS = int(os.environ.get("CRASH_ROUNDS", "20"))
DUE = 130
"""More than a batch, so that a look is more than one transaction."""
FEWEST = ROUNDS // 4
CALLS = "SELECT count(*) FROM promises_promise WHERE kind = 'call_back'"
OWED = f"{CALLS} AND state = 'open'"
BROKEN = f"{CALLS} AND state = 'broken'"
ONCE = {
    "told": "SELECT count(*) FROM journal_event WHERE kind = 'promise.broken'",
    "of each": "SELECT count(DISTINCT data ->> 'promise') FROM journal_event WHERE kind = 'promise.broken'",
    "noticed": "SELECT count(*) FROM notices_notice WHERE kind = 'promise_broken'",
    "promised next": "SELECT count(*) FROM promises_promise WHERE kind = 'next_update' AND state = 'open'",
    "journal of it": "SELECT count(*) FROM journal_event WHERE kind = 'promise.made' AND actor_kind = 'rule'",
}
UNSORTED = """
    SELECT count(*) FROM tickets_ticket t WHERE t.next_due_at <> (
        SELECT min(p.due_at) FROM promises_promise p WHERE p.ticket_id = t.id AND p.closed_at IS NULL)
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    if request.param == "sqlite":
        request.getfixturevalue("django_db_setup")
        return ""
    return new_database(request.getfixturevalue("postgres_server"), "promises")


@pytest.mark.timeout(240 + 20 * ROUNDS)
def test_every_promise_is_broken_once(database, tmp_path, record_property):
    with Sink().running() as port:
        installation = Installation(tmp_path, database, port)
        try:
            hit = besiege(installation, random.Random(20260302))
            look(installation)
            count = {name: installation.number(query) for name, query in ONCE.items()}
            made, owed, broken, unsorted = (installation.number(q) for q in (CALLS, OWED, BROKEN, UNSORTED))
        finally:
            installation.end()
    where = database.partition(":")[0] or "sqlite"
    record_property("figures", f"promises, {hit['kills']} kills -9 on {where}, {made} promises: {told(hit)}")
    assert (owed, broken, unsorted) == (0, made, 0)
    assert count == dict.fromkeys(ONCE, made)
    assert not few(hit)


def besiege(installation: Installation, chance: random.Random) -> Counter[str]:
    """Kill whoever looks, again and again; what the kills met."""
    fill(installation)
    longest = look(installation)
    hit: Counter[str] = Counter()
    while hit["kills"] < ROUNDS or (few(hit) and hit["kills"] < 3 * ROUNDS):
        fill(installation)
        installation.start("watch")
        time.sleep(chance.random() * longest)
        hit["under way"] += installation.stop("watch")
        installation.kill("watch")
        hit["kills"] += 1
        owed = installation.number(OWED)
        hit["undone"] += owed > 0
        hit["halfway"] += 0 < owed < DUE
    return hit


def few(hit: Counter[str]) -> bool:
    """Whether too few kills have met work to prove anything: on a busy machine most come before it begins."""
    return min(hit["under way"], hit["undone"]) < FEWEST


def fill(installation: Installation) -> None:
    """As many are due as in every round."""
    if missing := DUE - installation.number(OWED):
        installation.ask(do="promise", number=missing)


def look(installation: Installation) -> float:
    """A whole look, and how many seconds it takes here."""
    began = time.monotonic()
    installation.ask(do="reap", pid=installation.ask(do="fork", role="watch")["pid"])
    return time.monotonic() - began


def told(hit: Counter[str]) -> str:
    return (
        f"{hit['under way']} met an open transaction, {hit['undone']} left promises undone,"
        f" {hit['halfway']} between two batches"
    )
