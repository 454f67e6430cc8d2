"""Whoever carries a recovery proposes to close it with dignity: a lead reads the last message and agrees, or not."""

from datetime import datetime

from django.db import transaction

from aiuto.approvals.queries import deciders_of
from aiuto.flows.failing import learn_cause
from aiuto.flows.wording import check_wording
from aiuto.journal.actors import person
from aiuto.notices.models import Kind as Notice
from aiuto.notices.telling import tell
from aiuto.people.models import User
from aiuto.recovery.dignified import propose
from aiuto.recovery.locking import lock_recovery
from aiuto.recovery.models import Ending
from aiuto.recovery.policies import check_carries
from aiuto.tickets.policies import check_reply


@transaction.atomic
def propose_ending(
    recovery_id: int,
    *,
    done: str,
    remains: str,
    why: str,
    seen: int,
    cause: int | None = None,
    user: User,
    now: datetime,
) -> Ending:
    """The last message says what was `done` for them and what `remains` open to them, without a reproach.

    `why` is for the lead, `seen` the newest message that its writer has read.
    Raises RecoveryError: Unkind, TooFew, NoCause, NotYours; TicketError, ApprovalError.
    """
    ticket, recovery = lock_recovery(user, recovery_id)
    check_carries(user, recovery)
    check_reply(ticket)
    by = person(user.pk)
    if cause and ticket.cause_id is None:
        learn_cause(ticket, cause=cause, by=by, now=now)
    text = f"{done.strip()}\n\n{remains.strip()}"
    check_wording(ticket, text, user=user, now=now)
    ending = propose(recovery, ticket, text=text, seen=seen, why=why, by=user, now=now)
    told = deciders_of(ending.approval)
    tell(told, kind=Notice.APPROVAL_ASKED, ticket=recovery.ticket_id, by=by, now=now)
    return ending
