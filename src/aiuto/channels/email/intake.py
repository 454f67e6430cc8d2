"""The mail intake process: listens for mail servers and reads the mailboxes, until it is told to stop."""

import signal
from threading import Event, Thread
from types import FrameType

import structlog

from aiuto.channels.email.fetching import run_mailboxes
from aiuto.channels.email.listener import CannotListen, run_listener

log = structlog.get_logger(__name__)

PAUSE = 5.0  # seconds until an address that is taken is tried again
PATIENCE = 12.0


def main() -> None:
    """Take in mail until SIGTERM or SIGINT; mails in hand are finished."""
    stop = Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        # From a thread: the handler may have interrupted the very lock that `set` needs.
        Thread(target=stop.set).start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    readers = Thread(target=run_mailboxes, args=(stop,), name="mailboxes", daemon=True)
    readers.start()
    listen(stop)
    readers.join(PATIENCE)


def listen(stop: Event) -> None:
    """An address that is taken keeps nobody from reading the mailboxes; it is tried again and again."""
    while not stop.is_set():
        try:
            run_listener(stop)
        except CannotListen as problem:
            log.error("mail.cannot_listen", problem=str(problem))
            stop.wait(PAUSE)
