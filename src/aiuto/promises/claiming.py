"""What the house claims of itself in public: entered, mended, withdrawn, and found untrue."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.changes import differences
from aiuto.journal.recording import record
from aiuto.promises.errors import BadClaim, WrongState
from aiuto.promises.models import Claim, Kind
from aiuto.promises.rules import LONGEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """What is said and where, of which kind of promise, within how many minutes, and its floor in per cent."""

    words: str
    kind: str
    minutes: int
    floor: int
    working: bool = True
    place: str = ""
    own_kind_id: int | None = None
    desk_id: int | None = None


@transaction.atomic(savepoint=False)
def create_claim(claimed: Claimed, *, by: Actor, now: datetime) -> Claim:
    """One more claim; what was promised before counts, too. Raises BadClaim."""
    _check(claimed)
    claim = Claim.objects.create(**asdict(claimed), created_at=now)
    record("claim.created", by=by, now=now, claim=claim.pk)
    return claim


@transaction.atomic(savepoint=False)
def change_claim(claim: Claim, claimed: Claimed, *, by: Actor, now: datetime) -> Claim:
    """Mended: managers are told anew if it is untrue still. Raises BadClaim, WrongState where it was withdrawn."""
    _check(claimed)
    own = _lock(claim)
    if changed := differences(own, asdict(claimed), unsaid=("words", "place")):
        Claim.objects.filter(pk=own.pk).update(**asdict(claimed), told_at=None)
        record("claim.changed", by=by, now=now, claim=own.pk, changed=changed)
    return own


@transaction.atomic(savepoint=False)
def withdraw_claim(claim: Claim, *, kept: int, of: int, by: Actor, now: datetime) -> Claim:
    """It is said no longer; the event keeps how true it was. Raises WrongState where it was withdrawn before."""
    own = _lock(claim)
    own.withdrawn_at = now
    own.save(update_fields=["withdrawn_at"])
    record("claim.withdrawn", by=by, now=now, claim=own.pk, kept=kept, of=of)
    return own


@transaction.atomic(savepoint=False)
def find_untrue(claim: Claim, *, kept: int, of: int, by: Actor, now: datetime) -> Claim:
    """Fewer than its floor were kept, and managers are told now.

    Raises WrongState where it was withdrawn, or they were told since `claim` was read.
    """
    own = _lock(claim)
    if own.told_at != claim.told_at:
        raise WrongState
    own.told_at = now
    own.save(update_fields=["told_at"])
    record("claim.untrue", by=by, now=now, claim=own.pk, kept=kept, of=of)
    return own


def _lock(claim: Claim) -> Claim:
    own = Claim.objects.select_for_update(no_key=True).get(pk=claim.pk)
    if own.withdrawn_at:
        raise WrongState
    return own


def _check(claimed: Claimed) -> None:
    if claimed.kind not in Kind.values or not 0 < claimed.minutes <= LONGEST:
        raise BadClaim
    if not claimed.words.strip() or not 0 < claimed.floor <= 100:
        raise BadClaim
