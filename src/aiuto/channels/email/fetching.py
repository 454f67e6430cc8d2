"""Reads the mailboxes: a thread each, from where the last committed mail stood, again and again until told to stop."""

import imaplib
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread

import structlog
from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from django.utils.translation import gettext as _

from aiuto.channels.email.imap import Folder, opened
from aiuto.channels.email.receiving import Receive
from aiuto.channels.email.servers import incoming, told
from aiuto.flows.note_mailbox_state import note_mailbox_state
from aiuto.flows.receive_message import receive_message
from aiuto.intake import queries

TRIES = 5
PATIENCE = (
    10.0  # seconds for the mail in hand; a server that gives no answer is left behind, nothing is lost by it
)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: to renew IDLE, to ask again without IDLE, to wait after trouble, to look for changed mailboxes.

    Servers can overlook a mail that comes in the very moment in which IDLE begins, so after mail, and at first, IDLE is
    renewed after `first_rest`, then after twice as long each time, up to `renew`.
    """

    first_rest: float = 1
    renew: float = 240
    poll: float = 60
    first_pause: float = 1
    longest_pause: float = 300
    look: float = 10


class Reader:
    """Reads one mailbox until its `stop`."""

    def __init__(
        self, mailbox_id: int, stop: Event, *, pace: Pace, receive: Receive = receive_message
    ) -> None:
        self.mailbox_id = mailbox_id
        self.stop = stop
        self.pace = pace
        self.receive = receive
        self.failures = 0
        self.broken_off: Counter[int] = Counter()

    def run(self) -> None:
        while not self.stop.is_set():
            try:
                self.session()
            except Exception as problem:  # noqa: BLE001 - whatever ends a session, the next one begins where it stood
                self.failures += 1
                self.note_trouble(problem)
                self.stop.wait(self.pause())
            finally:
                close_old_connections()

    def session(self) -> None:
        """Raises whatever goes wrong; what is committed by then stays."""
        mailbox = queries.mailbox(self.mailbox_id)
        if mailbox is None:
            self.stop.set()
            return
        with opened(incoming(mailbox), mailbox.imap_folder) as folder:
            last = self.catch_up(mailbox, folder)
            rest = self.pace.first_rest
            while not self.stop.is_set():
                new = folder.uids_after(last)
                # Its desk or its own test may have changed while we waited.
                mailbox = (queries.mailbox(self.mailbox_id) if new else None) or mailbox
                last = self.read(mailbox, folder, new, last)
                if folder.something_came():
                    continue
                note_mailbox_state(mailbox, now=timezone.now())
                self.failures = 0
                close_old_connections()
                rest = self.pace.first_rest if new else min(rest * 2, self.pace.renew)
                folder.wait(self.stop, renew=rest, poll=self.pace.poll)

    def catch_up(self, mailbox: queries.Mailbox, folder: Folder) -> int:
        """The last UID read. A folder seen for the first time, or numbered anew, is read some days back.

        What was read before is recognised by its content; the cursor moves when all of it is kept.
        """
        if mailbox.uid_validity == folder.validity:
            return mailbox.last_uid
        days = timedelta(days=settings.ENVIRONMENT.aiuto_imap_first_days)
        last = folder.next_uid - 1
        uids = folder.uids_since((mailbox.last_read_at or timezone.now()) - days)
        for uid in uids:
            self.take(mailbox, folder, uid, position=None)
        last = max(last, *uids, 0)
        if not self.stop.is_set():
            note_mailbox_state(mailbox, now=timezone.now(), position=(folder.validity, last))
        return last

    def read(self, mailbox: queries.Mailbox, folder: Folder, uids: list[int], last: int) -> int:
        for uid in uids:
            self.take(mailbox, folder, uid, position=(folder.validity, uid))
            if self.stop.is_set():
                return last
            last = uid
        return last

    def take(
        self, mailbox: queries.Mailbox, folder: Folder, uid: int, *, position: tuple[int, int] | None
    ) -> None:
        if self.stop.is_set():
            return
        raw = self.raw(mailbox, folder, uid)
        if raw is not None:
            self.receive(raw, via="imap", mailbox=mailbox, position=position, now=timezone.now())

    def raw(self, mailbox: queries.Mailbox, folder: Folder, uid: int) -> bytes | None:
        """The mail; where the server breaks off at it again and again, a note in its place, for people to look into."""
        if self.broken_off[uid] >= TRIES:
            place = {"uid": uid, "folder": mailbox.imap_folder, "host": mailbox.imap_host}
            note = (
                _("Mail %(uid)s in the folder “%(folder)s” at %(host)s cannot be fetched. It is still there.")
                % place
            )
            return f"{note} ({folder.validity})\r\n".encode()
        try:
            return folder.raw(uid)
        except (imaplib.IMAP4.error, OSError):
            self.broken_off[uid] += 1
            raise

    def note_trouble(self, problem: Exception) -> None:
        """Shown beside the mailbox; when even that cannot be kept, the log has it."""
        log.warning("mailbox.not_read", mailbox=self.mailbox_id, problem=repr(problem))
        try:
            if mailbox := queries.mailbox(self.mailbox_id):
                note_mailbox_state(mailbox, error=told(problem), now=timezone.now())
        except Exception:
            log.exception("mailbox.trouble_not_kept", mailbox=self.mailbox_id)

    def pause(self) -> float:
        """Longer after each failure, and not all mailboxes at the same moment."""
        longest = min(self.pace.first_pause * 2 ** min(self.failures - 1, 20), self.pace.longest_pause)
        return random.uniform(longest / 2, longest)


@dataclass(frozen=True, slots=True)
class Watch:
    """A reader at work."""

    thread: Thread
    stop: Event


def run_mailboxes(stop: Event, *, pace: Pace = Pace(), receive: Receive = receive_message) -> None:
    """Read all mailboxes in use until `stop`; a mailbox that is added, changed or switched off is noticed."""
    watches: dict[tuple, Watch] = {}
    while not stop.is_set():
        try:
            _adjust(watches, lambda pk, end: Reader(pk, end, pace=pace, receive=receive).run)
        except Exception:
            log.exception("mailboxes.not_looked_up")
        finally:
            close_old_connections()
        stop.wait(pace.look)
    _end(list(watches.values()))


def _adjust(watches: dict[tuple, Watch], work: Callable[[int, Event], Callable[[], None]]) -> None:
    wanted = {_identity(mailbox): mailbox.pk for mailbox in queries.mailboxes_to_fetch()}
    _end([watches.pop(identity) for identity in list(watches) if identity not in wanted])
    for identity in wanted.keys() - watches.keys():
        end = Event()
        thread = Thread(target=work(wanted[identity], end), name=f"mailbox-{wanted[identity]}", daemon=True)
        thread.start()
        watches[identity] = Watch(thread, end)


def _identity(mailbox: queries.Mailbox) -> tuple:
    """What a session depends on: another value of one of these, another session."""
    return (
        mailbox.pk, mailbox.address, mailbox.imap_host, mailbox.imap_port, mailbox.imap_security, mailbox.imap_folder,
        mailbox.username, mailbox.secret, mailbox.token_command,
    )  # fmt: skip


def _end(watches: list[Watch]) -> None:
    for watch in watches:
        watch.stop.set()
    for watch in watches:
        watch.thread.join(PATIENCE)
