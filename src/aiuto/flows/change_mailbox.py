"""A mailbox is changed: its servers, its desk, whether its mail is taken in and whether its answers leave."""

from datetime import datetime

from django.db import transaction

from aiuto.intake import mailboxes
from aiuto.intake.mailboxes import Account
from aiuto.intake.models import Mailbox
from aiuto.journal.actors import person
from aiuto.outbox.returning import release
from aiuto.people.models import Desk, User
from aiuto.people.policies import check_manages_people


@transaction.atomic
def change_mailbox(
    mailbox: Mailbox,
    *,
    now: datetime,
    by: User,
    account: Account | None = None,
    desk: Desk | None = None,
    active: bool | None = None,
    sends: bool | None = None,
) -> Mailbox:
    """What is None stays. Once answers leave, those that waited leave too. Raises NotAllowed."""
    check_manages_people(by)
    actor, sent = person(by.pk), mailbox.sends
    if account:
        mailbox = mailboxes.set_account(mailbox, account, by=actor, now=now)
    if desk:
        mailbox = mailboxes.move_to(mailbox, desk, by=actor, now=now)
    use = {
        "active": mailbox.active if active is None else active,
        "sends": mailbox.sends if sends is None else sends,
    }
    mailbox = mailboxes.set_use(mailbox, **use, by=actor, now=now)
    if mailbox.sends and not sent:
        release(mailbox.pk, now=now)
    return mailbox
