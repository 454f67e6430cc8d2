"""A desk gets an address of its own, to be written to and to answer from; or its servers change."""

from datetime import datetime

from django.db import transaction

from aiuto.intake import mailboxes
from aiuto.intake.mailboxes import Account as Account
from aiuto.intake.models import Mailbox
from aiuto.journal.actors import SYSTEM, person
from aiuto.people.models import Desk, User
from aiuto.people.policies import check_manages_people


@transaction.atomic
def connect_mailbox(
    desk: Desk,
    *,
    address: str,
    now: datetime,
    account: Account | None = None,
    sends: bool = True,
    by: User | None = None,
) -> Mailbox:
    """The desk's mailbox of this address, made if need be, with this account. `by` None is the command line.

    A new one holds its answers back unless it `sends`. Without an account a mail server brings its mail.
    Raises NotAllowed, BadMailbox.
    """
    if by:
        check_manages_people(by)
    actor = person(by.pk) if by else SYSTEM
    known = Mailbox.objects.filter(address=address.strip().lower(), desk=desk).first()
    mailbox = known or mailboxes.connect(desk, address=address, sends=sends, by=actor, now=now)
    return mailboxes.set_account(mailbox, account or Account(), by=actor, now=now)
