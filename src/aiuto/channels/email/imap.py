"""One IMAP session: sign in, fetch what is new by UID without touching a flag, and wait for more."""

import imaplib
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from threading import Event
from time import monotonic

from django.utils.translation import gettext as _
from imap_tools.errors import MailboxFolderSelectError, MailboxLoginError
from imap_tools.mailbox import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted

from aiuto.channels.email import tokens
from aiuto.channels.email.servers import Refused, Server, refused, trust
from aiuto.mime import LIMITS

LOOK = 1.0  # how long we wait for the line before we ask whether to stop
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
UID = re.compile(rb"UID (\d+)")
# A byte more than may be read: a mail over the limit is kept as far as that and set aside for people.
WHOLE = f"(UID BODY.PEEK[]<0.{LIMITS.size + 1}>)"


class NoFolder(Refused):
    """The account has no folder of this name."""


class Folder:
    """An open folder. `validity` is its UIDVALIDITY, `next_uid` what UIDNEXT was when it was opened."""

    def __init__(self, box: BaseMailBox) -> None:
        self._box = box
        self._idles = "IDLE" in str(box.client.capability()[1]).upper()
        self.validity = self._number("UIDVALIDITY")
        self.next_uid = self._number("UIDNEXT") or max(self.uids_after(0), default=0) + 1

    def uids_after(self, uid: int) -> list[int]:
        """Whatever came after this one, oldest first; `*` names the last mail even when it is an older one."""
        return sorted(found for found in map(int, self._box.uids(f"UID {uid + 1}:*", None)) if found > uid)

    def uids_since(self, day: datetime) -> list[int]:
        """Whatever the server took in on this day or later, oldest first."""
        date = f"{day.day:02}-{MONTHS[day.month - 1]}-{day.year}"
        return sorted(map(int, self._box.uids(f"SINCE {date}", None)))

    def raw(self, uid: int) -> bytes | None:
        """The mail as it is there; None when it has gone in the meantime."""
        status, answers = self._box.client.uid("FETCH", str(uid), WHOLE)
        if status != "OK":
            raise imaplib.IMAP4.error(f"FETCH {status}")
        for answer in answers:
            if isinstance(answer, tuple) and (found := UID.search(answer[0])) and int(found[1]) == uid:
                return bytes(answer[1])
        return None

    def something_came(self) -> bool:
        """Did the server mention mail since this was asked last, in passing?"""
        return self._box.client.response("EXISTS")[1] != [None]

    def wait(self, stop: Event, *, renew: float, poll: float) -> None:
        """Until mail comes, `renew` seconds have gone or we stop; `poll` seconds where the server has no IDLE."""
        if not self._idles:
            stop.wait(poll)
            return
        until = monotonic() + renew
        with self._box.idle as idle:
            while not stop.is_set() and monotonic() < until:
                began = monotonic()
                if (
                    idle.poll(LOOK) or monotonic() - began < LOOK / 2
                ):  # a line that has gone answers at once, with nothing
                    return

    def _number(self, name: str) -> int:
        values = self._box.client.response(name)[1]
        return int(values[-1]) if values and values[-1] else 0


@contextmanager
def opened(server: Server, folder: str) -> Iterator[Folder]:
    """Sign in and open the folder for reading only. Raises Refused, NoToken, OSError, imaplib.IMAP4.error."""
    box = _connect(server)
    try:
        _sign_in(box, server)
        try:
            box.folder.set(folder, readonly=True)
        except MailboxFolderSelectError:
            raise NoFolder(_("The mail server has no folder “%(folder)s”.") % {"folder": folder}) from None
        yield Folder(box)
    finally:
        with suppress(Exception):
            box.logout()
        with suppress(Exception):
            box.client.shutdown()


def _connect(server: Server) -> BaseMailBox:
    if server.security == "tls":
        return MailBox(server.host, server.port, timeout=server.seconds, ssl_context=trust())
    if server.security == "starttls":
        return MailBoxStartTls(server.host, server.port, timeout=server.seconds, ssl_context=trust())
    return MailBoxUnencrypted(server.host, server.port, timeout=server.seconds)


def _sign_in(box: BaseMailBox, server: Server) -> None:
    try:
        if server.token_command:
            _sign_in_by_token(box, server)
        elif (server.username + server.password).isascii():
            box.login(server.username, server.password, initial_folder=None)
        else:
            box.login_utf8(server.username, server.password, initial_folder=None)
    except imaplib.IMAP4.abort:
        raise
    except (MailboxLoginError, imaplib.IMAP4.error):
        raise refused(server.username) from None


def _sign_in_by_token(box: BaseMailBox, server: Server, *, again: bool = True) -> None:
    token = tokens.access_token(server.token_command)
    try:
        box.xoauth2(server.username, token, initial_folder=None)
    except (MailboxLoginError, imaplib.IMAP4.error):
        tokens.forget(server.token_command, token)
        if not again:
            raise
        _sign_in_by_token(box, server, again=False)
