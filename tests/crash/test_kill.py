"""kill −9 of web, worker and listener at random instants of receive → store → reply → send: nothing is lost.

`CRASH_ROUNDS` says how many rounds; the stages that the kills hit are printed, and counted at 200 rounds.
"""

import os
import random
import smtplib
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crash.installation import Installation, Sink, new_database, until
from tests.mails import mail

ROUNDS = int(os.environ.get("CRASH_ROUNDS", "20"))
ROLES = ("listener", "worker", "web")
STAGES = ("before commit", "after commit before 250", "between SMTP's answer and our mark")
SENDERS, MAILS_EACH, REPLIERS = 5, 3, 2
LONGEST, WATCH = 0.4, 3.0
FEWEST = 5


class Siege:
    """What was sent at the installation, and what it promised to have."""

    def __init__(self, installation: Installation, sink: Sink) -> None:
        self.installation, self.sink = installation, sink
        self.mails: dict[str, bytes] = {}
        self.accepted: set[str] = set()
        self.under_way: set[str] = set()
        self.replies: list[str] = []
        self.promised: set[str] = set()
        self.stages: Counter[str] = Counter()
        self.unmarked: set[tuple[str, int]] = set()
        self.random = random.Random(20260302)

    def round(self, number: int) -> None:
        self.under_way.clear()
        self.installation.start(*(role for role in ROLES if role not in self.installation.children))
        threads = [threading.Thread(target=self._send, args=(number, s)) for s in range(SENDERS)]
        tickets = self._newest(5)
        for replier in range(REPLIERS):
            arguments = (f"{number}-{replier}", tickets[replier::REPLIERS])
            threads.append(threading.Thread(target=self._reply, args=arguments))
        stored, taken = self._stored(), len(self.sink.taken)
        for thread in threads:
            thread.start()
        for role in self._wait_for_the_instant(number % 3, stored, taken):
            self.installation.kill(role)
        for thread in threads:
            thread.join()
        self._note_stages()

    def settle(self) -> None:
        """What a mail server would do: send again what was not accepted. Then let everything come to rest.

        A last answer goes out whole: on a slow machine every other may have died before it was promised.
        """
        self.installation.start(*ROLES)
        for message_id in set(self.mails) - self.accepted:
            self._deliver(message_id)
        self._reply("last", self._newest(1))
        until(lambda: not self.installation.rows("SELECT id FROM jobs_job WHERE task LIKE '%send%' LIMIT 1"))

    def _wait_for_the_instant(self, trigger: int, stored: int, taken: int) -> tuple[str, ...]:
        """Any instant; or just after a commit was seen; or just after the sink took an answer. Who dies first."""
        if trigger == 1:
            self._watch_for(lambda: self._stored() > stored)
            time.sleep(self.random.random() * 0.001)
            return ROLES
        if trigger == 2:
            self._watch_for(lambda: len(self.sink.taken) > taken)
            time.sleep(self.random.random() * 0.003)
            return ("worker", "listener", "web")
        time.sleep(self.random.random() * LONGEST)
        return tuple(self.random.sample(ROLES, k=len(ROLES)))

    def _watch_for(self, seen: Callable[[], bool]) -> None:
        """Give up after a while: then the kill comes at any instant."""
        deadline = time.monotonic() + WATCH
        while not seen() and time.monotonic() < deadline:
            time.sleep(0.0002)

    def _note_stages(self) -> None:
        known = {row[0] for row in self.installation.rows("SELECT message_id FROM tickets_message")}
        for message_id in self.under_way - self.accepted:
            self.stages[STAGES[1] if message_id in known else STAGES[0]] += 1
        leased = self.installation.rows("SELECT rfc_id, attempts FROM outbox_delivery WHERE state = 'leased'")
        taken = Counter(self.sink.taken)
        unmarked = {(rfc_id, attempt) for rfc_id, attempt in leased if taken[rfc_id] >= attempt}
        self.stages[STAGES[2]] += len(unmarked - self.unmarked)
        self.unmarked |= unmarked

    def _newest(self, number: int) -> list[tuple[str]]:
        return self.installation.rows(f"SELECT reference FROM tickets_ticket ORDER BY id DESC LIMIT {number}")

    def _stored(self) -> int:
        return int(self.installation.rows("SELECT count(*) FROM intake_rawmail")[0][0])

    def _send(self, number: int, sender: int) -> None:
        for turn in range(MAILS_EACH):
            name = f"{number}-{sender}-{turn}@crash.example"
            attachment = (("a.bin", "application/octet-stream", os.urandom(200_000)),) if turn == 2 else ()
            self.mails[name] = mail(
                sender=f"Cliente <c{number}-{sender}@crash.example>",
                message_id=f"<{name}>",
                subject=f"Prova {name}",
                attachments=attachment,
            )
            self._deliver(name)

    def _deliver(self, name: str) -> None:
        """Accepted means: the listener said 250."""
        try:
            with smtplib.SMTP("127.0.0.1", self.installation.ports["listener"], timeout=20) as client:
                client.ehlo()
                self.under_way.add(name)
                client.sendmail("c@crash.example", ["assistenza@lumiera.example"], self.mails[name])
                self.accepted.add(name)
        except (OSError, smtplib.SMTPException):
            return

    def _reply(self, name: str, tickets: list[tuple[str]]) -> None:
        """Promised means: the page said that it was sent."""
        for (reference,) in tickets:
            text = f"Risposta {name} {reference}"
            self.replies.append(text)
            form = {"text": text, "confirmed": "1"}
            with self.installation.request("web", f"/tickets/{reference}/reply/", form) as response:
                if response and response.status == 302:
                    self.promised.add(text)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    if request.param == "sqlite":
        request.getfixturevalue("django_db_setup")
        return ""
    return new_database(request.getfixturevalue("postgres_server"), "crash")


@pytest.mark.timeout(240 + 10 * ROUNDS)
def test_nothing_is_lost(
    tmp_path: Path, database: str, record_property: Callable[[str, object], None]
) -> None:
    sink = Sink()
    with sink.running() as port:
        installation = Installation(tmp_path, database, port)
        try:
            siege = Siege(installation, sink)
            for number in range(ROUNDS):
                siege.round(number)
            siege.settle()
            check(siege, installation.rows)
        finally:
            installation.end()
    hits = ", ".join(f"{siege.stages[stage]} {stage}" for stage in STAGES)
    where = database.partition(":")[0] or "sqlite"
    told = f"kill -9, {ROUNDS} rounds on {where}: {len(siege.mails)} mails, {len(siege.promised)} answers; {hits}"
    record_property("figures", told)
    if ROUNDS >= 200:
        assert {stage: siege.stages[stage] for stage in STAGES if siege.stages[stage] < FEWEST} == {}


def check(siege: Siege, rows: Callable[[str], list[tuple[object, ...]]]) -> None:
    """Everything that was accepted exists once, every answer has left under one Message-ID, nothing is half done."""
    kept = Counter(row[0] for row in rows("SELECT message_id FROM tickets_message WHERE direction = 'in'"))
    assert kept == Counter(list(siege.mails))
    said = Counter(row[0] for row in rows("SELECT text FROM tickets_message WHERE direction = 'out'"))
    assert siege.promised
    assert {text: said[text] for text in siege.promised if said[text] != 1} == {}
    assert set(said) <= set(siege.replies)
    left = rows("SELECT state, rfc_id FROM outbox_delivery")
    assert {row[0] for row in left} == {"sent"}
    assert len({row[1] for row in left}) == len(left) == sum(said.values())
    assert {row[1] for row in left} == set(siege.sink.taken)
    for nothing in HALF_DONE:
        assert rows(nothing) == [], nothing


HALF_DONE = (
    "SELECT id FROM tickets_ticket t WHERE NOT EXISTS (SELECT 1 FROM tickets_message m WHERE m.ticket_id = t.id)",
    "SELECT id FROM tickets_ticket t WHERE NOT EXISTS (SELECT 1 FROM tickets_participant p WHERE p.ticket_id = t.id)",
    "SELECT id FROM tickets_message m WHERE NOT EXISTS (SELECT 1 FROM tickets_searchentry s WHERE s.message_id = m.id)",
    (
        "SELECT id FROM intake_rawmail r WHERE outcome = 'stored' "
        "AND NOT EXISTS (SELECT 1 FROM tickets_message m WHERE m.raw_mail_id = r.id)"
    ),
    "SELECT id FROM intake_rawmail WHERE outcome = 'quarantined'",
    (
        "SELECT m.id FROM tickets_message m WHERE direction = 'out' "
        "AND NOT EXISTS (SELECT 1 FROM outbox_delivery d WHERE d.message = m.id)"
    ),
    (
        "SELECT id FROM tickets_ticket t WHERE NOT EXISTS "
        "(SELECT 1 FROM journal_event e WHERE e.ticket = t.id AND e.kind = 'ticket.opened')"
    ),
    "SELECT digest FROM intake_rawmail WHERE outcome = 'stored' GROUP BY desk_id, digest HAVING count(*) > 1",
)
