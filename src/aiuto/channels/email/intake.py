"""The process that takes mail in: the listener and the readers of the mailboxes, until SIGTERM or SIGINT."""

import signal
import sys
from threading import Event, Thread
from types import FrameType

import structlog

from aiuto.channels.email.fetching import run_mailboxes
from aiuto.channels.email.listener import Address, CannotListen, run_listener

log = structlog.get_logger(__name__)


def main() -> None:
    """Take mail in until told to stop, and finish the mail in hand; a second signal ends the process at once."""
    stop = Event()

    def end(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        # From a thread: the handler may have interrupted the very lock that `set` needs.
        Thread(target=stop.set).start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    try:
        run_intake(stop)
    except CannotListen as problem:
        sys.exit(str(problem))


def run_intake(stop: Event) -> None:
    """Listen and read until `stop`. Raises CannotListen."""
    reading = Thread(target=run_mailboxes, args=(stop,), name="mailboxes")
    reading.start()
    try:
        run_listener(stop, listening=_note)
    finally:
        stop.set()
        reading.join()
    log.info("intake.stopped")


def _note(addresses: dict[str, Address]) -> None:
    log.info("intake.started", **{via: f"{host}:{port}" for via, (host, port) in addresses.items()})
