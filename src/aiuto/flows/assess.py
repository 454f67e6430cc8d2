"""Whoever carries a recovery decides who is right, and how the customer is served well whatever that is."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.wording import check_wording
from aiuto.journal.actors import Actor, person
from aiuto.notices.models import Kind as Notice
from aiuto.notices.telling import tell
from aiuto.people.models import User
from aiuto.people.queries import colleagues_at, in_charge_at
from aiuto.recovery import judging
from aiuto.recovery.errors import NoSuchColleague
from aiuto.recovery.judging import Judgement as Judgement
from aiuto.recovery.locking import lock_recovery
from aiuto.recovery.models import Assessment, Recovery
from aiuto.recovery.policies import check_carries, check_shown


@transaction.atomic
def assess(
    recovery_id: int,
    judgement: Judgement,
    *,
    insulted: int | None = None,
    as_it_is: bool = False,
    user: User,
    now: datetime,
) -> Assessment:
    """`insulted` is the colleague whom the customer insulted: they get a word of support, and the leads hear of it.

    How the customer is served is heard as an answer would be; `as_it_is` says that it is meant so.
    Raises RecoveryError: Unkind, NotSaid, NotYours.
    """
    ticket, recovery = lock_recovery(user, recovery_id)
    check_carries(user, recovery)
    check_shown(user, recovery)
    if insulted and insulted not in {one.pk for one in colleagues_at(recovery.desk_id)}:
        raise NoSuchColleague
    if not as_it_is:
        check_wording(ticket, judgement.service, user=user, now=now)
    by = person(user.pk)
    assessment = judging.assess(recovery, judgement, insulted=bool(insulted), by=by, now=now)
    if insulted:
        _stand_by(recovery, insulted, by=by, now=now)
    return assessment


def _stand_by(recovery: Recovery, colleague: int, *, by: Actor, now: datetime) -> None:
    ticket = recovery.ticket_id
    tell([colleague], kind=Notice.SUPPORTED, ticket=ticket, by=by, now=now)
    others = in_charge_at(recovery.desk_id, apart_from=colleague)
    tell(others, kind=Notice.INSULTED, ticket=ticket, by=by, now=now)
