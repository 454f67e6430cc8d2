"""Changing mailboxes: the test that proves that reply addresses come back."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from aiuto.intake.addresses import self_test_address
from aiuto.intake.models import Mailbox
from aiuto.journal.actors import SYSTEM, Actor
from aiuto.journal.recording import record


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
