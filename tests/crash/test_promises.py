"""kill −9 of whoever watches over promises, at random instants: none is missed, none is broken or told of twice."""

import os
import random
import time

import pytest

from tests.crash.installation import Installation, Sink, new_database

ROUNDS = int(os.environ.get("CRASH_ROUNDS", "20"))
EACH, LONGEST = 6, 0.2
OWED = "SELECT count(*) FROM promises_promise WHERE kind = 'call_back' AND state = 'open'"
BROKEN = "SELECT count(*) FROM promises_promise WHERE kind = 'call_back' AND state = 'broken'"
TOLD = "SELECT count(*) FROM journal_event WHERE kind = 'promise.broken'"
NOTICES = "SELECT count(*) FROM notices_notice WHERE kind = 'promise_broken'"
SILENT = """
    SELECT count(*) FROM tickets_ticket t WHERE NOT EXISTS (
        SELECT 1 FROM promises_promise p WHERE p.ticket_id = t.id AND p.state = 'open')
"""
UNSORTED = """
    SELECT count(*) FROM tickets_ticket t WHERE t.next_due_at <> (
        SELECT min(p.due_at) FROM promises_promise p WHERE p.ticket_id = t.id AND p.closed_at IS NULL)
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    if request.param == "sqlite":
        return ""
    return new_database(request.getfixturevalue("postgres_server"), "promises")


@pytest.mark.timeout(240 + 10 * ROUNDS)
def test_every_promise_is_broken_once(database, tmp_path, record_property):
    chance, killed = random.Random(20260302), 0
    sink = Sink()
    with sink.running() as port:
        installation = Installation(tmp_path, database, port)
        try:
            for _ in range(ROUNDS):
                installation.ask(do="promise", number=EACH)
                installation.start("watch")
                time.sleep(chance.random() * LONGEST)
                installation.kill("watch")
                killed += installation.rows(OWED)[0][0] > 0
            installation.ask(do="reap", pid=installation.ask(do="fork", role="watch")["pid"])
            (owed, broken, told, notices, silent, unsorted) = (
                installation.rows(query)[0][0] for query in (OWED, BROKEN, TOLD, NOTICES, SILENT, UNSORTED)
            )
        finally:
            installation.end()
    record_property("figures", f"promises: {killed} of {ROUNDS} kills left some undone")
    assert (owed, broken, told, notices) == (0, ROUNDS * EACH, ROUNDS * EACH, ROUNDS * EACH)
    assert (silent, unsorted) == (0, 0)
    assert killed
