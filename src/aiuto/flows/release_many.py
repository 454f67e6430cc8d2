"""A person lets many held mails in at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from aiuto.flows.release_quarantined import release_quarantined
from aiuto.intake.errors import CannotBeRead, LeadReleases, NotInQuarantine
from aiuto.people.models import User

MOST = 100


@dataclass(frozen=True, slots=True)
class Released:
    """How many are messages now, how many stay held, and how many were more than are let in at once."""

    let_in: int
    stayed: int
    left: int


def release_many(raw_mail_ids: Iterable[int], *, user: User, now: datetime) -> Released:
    """As if one by one, the oldest first: one that cannot be let in stays held and keeps no other back."""
    wanted = sorted(set(raw_mail_ids))
    done = [_release(pk, user=user, now=now) for pk in wanted[:MOST]]
    return Released(sum(done), len(done) - sum(done), len(wanted) - len(done))


def _release(raw_mail_id: int, *, user: User, now: datetime) -> bool:
    try:
        release_quarantined(raw_mail_id, user=user, now=now)
    except (CannotBeRead, LeadReleases, NotInQuarantine):
        return False
    return True
