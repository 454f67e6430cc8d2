"""What the house claims of itself, and how true it is: promises of the kind that were fulfilled in the claimed time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from aiuto.people.models import User
from aiuto.people.queries import desks_of
from aiuto.promises.models import Claim as Claim
from aiuto.promises.models import Promise, State
from aiuto.promises.ruling import Terms
from aiuto.rows.together import together
from aiuto.tickets.queries.helped import Share

MOST = 2_000
COUNTED = (State.OPEN, State.KEPT, State.BROKEN, State.KEPT_LATE)
"""What was renegotiated in time, let go or needed by nobody says nothing of a claim."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A claim, and of the promises whose claimed time has passed those that were fulfilled within it."""

    claim: Claim
    kept: Share

    @property
    def is_untrue(self) -> bool:
        """Below its floor, by enough promises to say so."""
        return not self.kept.is_few and self.kept.rate * 100 < self.claim.floor


def claims(user: User) -> list[Claim]:
    """Those of the desks that this person serves and of the whole house, the withdrawn ones last."""
    found = _named().filter(Q(desk__isnull=True) | Q(desk__in=desks_of(user)))
    return sorted(found, key=lambda claim: claim.withdrawn_at is not None)


def claim_for(user: User, claim_id: int) -> Claim | None:
    """One of them."""
    return next((claim for claim in claims(user) if claim.pk == claim_id), None)


def claims_to_watch(now: datetime) -> list[Claim]:
    """Those that stand and of which managers have not been told in this period."""
    told = Q(told_at__isnull=True) | Q(told_at__lte=now - period())
    return list(_named().filter(told, withdrawn_at__isnull=True))


def measured(claim: Claim, *, now: datetime, desks: Iterable[int] | None = None) -> Measured:
    """By the newest promises of the period; of the whole house's claim on these `desks`, where they are given."""
    return _counted(claim, list(_made(claim, now, desks)), now)


def measured_all(claims: Sequence[Claim], *, now: datetime, desks: Iterable[int]) -> list[Measured]:
    """Each as `measured` says it, in one statement; claims on the same promises are counted from one reading."""
    asked = {_about(claim): _made(claim, now, desks) for claim in claims}
    read = dict(zip(asked, together(*asked.values()), strict=True))
    return [_counted(claim, read[_about(claim)], now) for claim in claims]


def _about(claim: Claim) -> tuple[str, int | None, int | None]:
    return claim.kind, claim.own_kind_id, claim.desk_id


def _made(claim: Claim, now: datetime, desks: Iterable[int] | None) -> QuerySet[Promise]:
    """A promise made in the period is due in it or later, so an index by when they are due finds them."""
    since = now - period()
    made = Promise.objects.filter(kind=claim.kind, own_kind=claim.own_kind_id, made_at__gte=since)
    made = made.filter(state__in=COUNTED, due_at__gte=since, **_where(claim, desks))
    return made.select_related("desk__schedule").order_by("-due_at")[:MOST]


def _counted(claim: Claim, made: Iterable[Promise], now: datetime) -> Measured:
    terms, kept, of = Terms(claim.minutes, claim.working), 0, 0
    for promise in made:
        ends = terms.due(promise.desk, promise.made_at)
        if ends <= now:
            of += 1
            kept += promise.closed_at is not None and _fulfilled(promise) and promise.closed_at <= ends
    return Measured(claim, Share(kept, of))


def period() -> timedelta:
    """The time over which a claim is measured, and in which managers are told of it once."""
    return timedelta(days=settings.ENVIRONMENT.aiuto_claim_days)


def _fulfilled(promise: Promise) -> bool:
    return promise.state in (State.KEPT, State.KEPT_LATE)


def _where(claim: Claim, desks: Iterable[int] | None) -> dict[str, object]:
    if claim.desk_id:
        return {"desk": claim.desk_id}
    return {} if desks is None else {"desk__in": list(desks)}


def _named() -> QuerySet[Claim]:
    return Claim.objects.select_related("desk", "own_kind").order_by("id")
