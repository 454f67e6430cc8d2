"""More than one machine: two web and three worker processes on one PostgreSQL."""

import os
import signal
import smtplib
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path

import pytest

from tests.crash.installation import PATIENCE, Installation, Sink, new_database, until
from tests.mails import mail

MAILS = 12
PROCESSES = ("listener", "web", "web-2", "worker", "worker-2", "worker-3")


@pytest.fixture(scope="module")
def sink() -> Iterator[Sink]:
    sink = Sink()
    with sink.running():
        yield sink


@pytest.fixture(scope="module")
def installation(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: str, sink: Sink
) -> Iterator[Installation]:
    home: Path = tmp_path_factory.mktemp("home")
    installation = Installation(home, new_database(postgres_server, "many"), sink.port)
    try:
        installation.start(*PROCESSES)
        for number in range(MAILS):
            _deliver(installation, number)
        yield installation
    finally:
        installation.end()


def test_live_updates_cross_processes(installation: Installation) -> None:
    [(reference,)] = installation.rows("SELECT reference FROM tickets_ticket ORDER BY id LIMIT 1")
    with installation.request("web", "/live/") as stream:
        assert stream
        with installation.request("web-2", f"/tickets/{reference}/note/", {"text": "Nota"}) as answer:
            assert answer
            assert answer.status == 302
        assert reference in _first_change(stream)


def test_no_job_runs_twice_and_none_is_left(installation: Installation, sink: Sink) -> None:
    for index, (reference,) in enumerate(installation.rows("SELECT reference FROM tickets_ticket")):
        form = {"text": f"Risposta {index}", "confirmed": "1"}
        with installation.request(
            ("web", "web-2")[index % 2], f"/tickets/{reference}/reply/", form
        ) as answer:
            assert answer
            assert answer.status == 302
    until(lambda: not _unsent(installation))

    sent = [row[0] for row in installation.rows("SELECT rfc_id FROM outbox_delivery")]
    assert len(sent) == MAILS
    assert sorted(sink.taken) == sorted(sent)


def test_job_of_a_killed_worker_is_taken_over(installation: Installation, sink: Sink) -> None:
    [(reference,)] = installation.rows("SELECT reference FROM tickets_ticket ORDER BY id LIMIT 1")
    before = len(sink.taken)
    sink.close()
    with installation.request("web", f"/tickets/{reference}/reply/", {"text": "Ultima", "confirmed": "1"}):
        until(lambda: len(sink.taken) > before)
    [(holder,)] = installation.rows("SELECT leased_by FROM jobs_job WHERE task LIKE '%sending.send'")
    name = next(n for n, pid in installation.children.items() if holder.endswith(f":{pid}"))
    os.kill(installation.children[name], signal.SIGSTOP)  # it must not see the answer before it dies
    installation.kill(name)
    sink.reopen()
    until(lambda: not _unsent(installation), patience=PATIENCE)

    assert len(sink.taken) == before + 2
    assert sink.taken[-1] == sink.taken[-2]
    installation.start(name)


def _deliver(installation: Installation, number: int) -> None:
    raw = mail(
        sender=f"c{number}@many.example", message_id=f"<{number}@many.example>", subject=f"Prova {number}"
    )
    with smtplib.SMTP("127.0.0.1", installation.ports["listener"], timeout=PATIENCE) as client:
        client.sendmail("c@many.example", ["assistenza@lumiera.example"], raw)


def _unsent(installation: Installation) -> list[tuple[object, ...]]:
    return installation.rows("SELECT id FROM outbox_delivery WHERE state <> 'sent'")


def _first_change(stream: HTTPResponse) -> str:
    while True:
        line = stream.readline().decode()
        assert line, "the stream ended"
        if line.startswith("data:"):
            return line
