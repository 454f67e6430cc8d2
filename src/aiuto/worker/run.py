"""The worker process: any number of them, anywhere, each doing one job at a time."""

import os
import signal
import socket
from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread
from types import FrameType

import django.db
import psycopg
import structlog
from django.conf import settings
from django.utils import timezone

from aiuto.jobs.bell import Bell
from aiuto.jobs.periodic import due_slots, start_slot
from aiuto.jobs.queries import next_due
from aiuto.jobs.run import run_next
from aiuto.worker import schedule  # noqa: F401 - declares the periodic work

log = structlog.get_logger(__name__)
SHORTEST_PAUSE = 0.05
LONGEST_PAUSE = 30.0


def main() -> None:
    """Work until SIGTERM or SIGINT, and finish the job in hand; a second signal ends the process at once."""
    stop = Event()

    def end(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        # From a thread: the handler may have interrupted the very lock that `set` needs.
        Thread(target=stop.set).start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    run_worker(stop)


def run_worker(stop: Event, *, name: str | None = None, clock: Callable[[], datetime] = timezone.now) -> None:
    """Run jobs and start periodic work until `stop`. A database that has gone is waited for."""
    worker = Worker(name or f"{socket.gethostname()}:{os.getpid()}", clock)
    log.info("worker.started", worker=worker.name)
    failures = 0
    with Bell() as bell:
        while not stop.is_set():
            try:
                worker.work_or_wait(bell, stop)
                failures = 0
            except (django.db.Error, psycopg.Error) as error:
                failures += 1
                _wait_for_database(error, failures, stop)
    django.db.connection.close()
    log.info("worker.stopped", worker=worker.name)


def _wait_for_database(error: Exception, failures: int, stop: Event) -> None:
    pause = min(2.0 ** (failures - 2), LONGEST_PAUSE)
    log.error("worker.database_away", error=str(error), pause=pause)
    django.db.connection.close()
    stop.wait(pause)


class Worker:
    """One turn of the wheel at a time, with the slots this process has seen."""

    def __init__(self, name: str, clock: Callable[[], datetime]) -> None:
        self.name = name
        self.clock = clock
        self._started: dict[str, datetime] = {}

    def work_or_wait(self, bell: Bell, stop: Event) -> None:
        self.start_periodic(self.clock())
        if not run_next(self.clock(), worker=self.name, clock=self.clock):
            bell.wait(_pause(self.clock()), stop=stop)

    def start_periodic(self, now: datetime) -> None:
        for work in due_slots(now, started=self._started):
            if start_slot(work, now=now):
                log.info("worker.slot_started", work=work.name)
            self._started[work.name] = work.slot(now)


def _pause(now: datetime) -> float:
    """Until the next job is due, but never longer than the poll."""
    due = next_due()
    poll: float = settings.ENVIRONMENT.aiuto_poll_seconds
    return max(SHORTEST_PAUSE, min(poll, (due - now).total_seconds())) if due else poll
