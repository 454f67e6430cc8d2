"""Changing mailboxes: connecting one, and the test that proves that reply addresses come back."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from aiuto.intake.addresses import self_test_address
from aiuto.intake.errors import BadMailbox
from aiuto.intake.models import Mailbox
from aiuto.journal.actors import SYSTEM, Actor
from aiuto.journal.recording import record
from aiuto.people.models import Desk


@transaction.atomic(savepoint=False)
def connect(desk: Desk, *, address: str, by: Actor, now: datetime) -> Mailbox:
    """An address of this desk, whose mail other servers bring us. Raises BadMailbox."""
    address = address.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise BadMailbox from error
    if Mailbox.objects.filter(address=address).exists():
        raise BadMailbox
    mailbox = Mailbox.objects.create(desk=desk, address=address)
    record("mailbox.connected", by=by, now=now, mailbox=mailbox.pk, desk=desk.pk)
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
