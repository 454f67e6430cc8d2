"""Claims that are not true: managers are told, once a period, to mend or withdraw them."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import SYSTEM
from aiuto.notices.models import Kind
from aiuto.notices.telling import tell
from aiuto.people.queries import all_leads, in_charge_at
from aiuto.promises.claiming import find_untrue
from aiuto.promises.errors import WrongState
from aiuto.promises.queries.claims import Measured, claims_to_watch, measured


def watch_claims(*, now: datetime) -> int:
    """Measure each claim; how many are newly found untrue."""
    found = [measured(claim, now=now) for claim in claims_to_watch(now)]
    return sum(_tell(one, now=now) for one in found if one.is_untrue)


@transaction.atomic
def _tell(found: Measured, *, now: datetime) -> bool:
    """Another worker may have told of it, or a lead withdrawn it, at this moment."""
    claim = found.claim
    with suppress(WrongState):
        own = find_untrue(claim, kept=found.kept.number, of=found.kept.of, by=SYSTEM, now=now)
        people = in_charge_at(own.desk_id) if own.desk_id else all_leads()
        tell(people, kind=Kind.CLAIM_UNTRUE, ticket=None, by=SYSTEM, now=now)
        return True
    return False
