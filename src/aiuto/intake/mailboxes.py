"""Changing mailboxes: connecting one, its servers, and the test that proves that reply addresses come back."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from aiuto.intake import secrets
from aiuto.intake.addresses import self_test_address
from aiuto.intake.errors import BadMailbox
from aiuto.intake.models import Mailbox
from aiuto.journal.actors import SYSTEM, Actor
from aiuto.journal.changes import differences
from aiuto.journal.recording import record
from aiuto.people.models import Desk

# A command may hold a key, and a name is half of a sign-in.
UNSAID = frozenset({"secret", "token_command", "username"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A mailbox's servers, and with what it signs in there. What is None stays as it is.

    Without `imap_host` its mail is brought to us; without `smtp_host` it leaves by the installation's server.
    """

    imap_host: str | None = None
    imap_port: int | None = None
    imap_security: str | None = None
    imap_folder: str | None = None
    smtp_host: str | None = None
    smtp_port: int | None = None
    smtp_security: str | None = None
    username: str | None = None
    password: str | None = None
    token_command: str | None = None


@transaction.atomic(savepoint=False)
def connect(desk: Desk, *, address: str, by: Actor, now: datetime, sends: bool = True) -> Mailbox:
    """An address of this desk, whose mail other servers bring us. Raises BadMailbox."""
    address = address.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise BadMailbox from error
    if Mailbox.objects.filter(address=address).exists():
        raise BadMailbox
    mailbox = Mailbox.objects.create(desk=desk, address=address, sends=sends)
    record("mailbox.connected", by=by, now=now, mailbox=mailbox.pk, desk=desk.pk)
    return mailbox


@transaction.atomic(savepoint=False)
def set_account(mailbox: Mailbox, account: Account, *, by: Actor, now: datetime) -> Mailbox:
    """Set what the account says; the event says from what to what, but for secrets."""
    given = {name: value for name, value in asdict(account).items() if value is not None}
    kept = {"secret" if name == "password" else name: value for name, value in given.items()}
    if "secret" in kept:
        kept["secret"] = secrets.conceal(kept["secret"])
    return _change(mailbox, kept, by=by, now=now)


@transaction.atomic(savepoint=False)
def set_use(mailbox: Mailbox, *, active: bool, sends: bool, by: Actor, now: datetime) -> Mailbox:
    """Whether its mail is taken in, and whether its answers leave or wait."""
    return _change(mailbox, {"active": active, "sends": sends}, by=by, now=now)


@transaction.atomic(savepoint=False)
def move_to(mailbox: Mailbox, desk: Desk, *, by: Actor, now: datetime) -> Mailbox:
    """From now on its mail comes to this desk; requests that are there stay where they are."""
    return _change(mailbox, {"desk_id": desk.pk}, by=by, now=now)


def _change(mailbox: Mailbox, values: dict[str, Any], *, by: Actor, now: datetime) -> Mailbox:
    own = Mailbox.objects.select_for_update(no_key=True).get(pk=mailbox.pk)
    if changed := differences(own, values, unsaid=UNSAID):
        Mailbox.objects.filter(pk=own.pk).update(**values)
        record("mailbox.changed", by=by, now=now, mailbox=own.pk, changed=changed)
    mailbox.refresh_from_db()
    return mailbox


@transaction.atomic(savepoint=False)
def note_own_test(mailbox: Mailbox, addresses: Iterable[str], *, now: datetime) -> bool:
    """When one of these is the mailbox's test address, reply addresses work from now on (T4)."""
    expected = self_test_address(mailbox.address, mailbox.test_token)
    if not mailbox.test_token or expected not in {address.lower() for address in addresses}:
        return False
    Mailbox.objects.filter(pk=mailbox.pk).update(reply_addresses_since=now, test_token="")
    record("mailbox.reply_addresses_proved", by=SYSTEM, now=now, mailbox=mailbox.pk)
    return True


@transaction.atomic(savepoint=False)
def begin_own_test(mailbox: Mailbox, *, token: str, by: Actor, now: datetime) -> Mailbox:
    """Expect a test mail with this token; until it is back, answers come to the mailbox's plain address."""
    mailbox.test_token, mailbox.reply_addresses_since = token, None
    mailbox.save(update_fields=["test_token", "reply_addresses_since"])
    record("mailbox.test_begun", by=by, now=now, mailbox=mailbox.pk)
    return mailbox
