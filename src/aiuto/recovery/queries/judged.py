"""Reading who is right: for colleagues alone, and of their views each sees what may be seen."""

from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q, QuerySet

from aiuto.people.models import User
from aiuto.recovery.consulting import MOST as MOST
from aiuto.recovery.models import UNDER_WAY, Consultation, Opinion, Recovery
from aiuto.recovery.models import Assessment as Assessment
from aiuto.recovery.models import Certainty as Certainty
from aiuto.recovery.models import Verdict as Verdict
from aiuto.recovery.policies import carries, is_shown
from aiuto.recovery.queries import of_ticket
from aiuto.rows.asking import Question
from aiuto.tickets.queries import reach

PAGE = 50


@dataclass(frozen=True, slots=True)
class Heard:
    """The last asking as one reader sees it: `opinions` they may read, `own` is asked of them, `over` all is said."""

    asked: Consultation
    opinions: list[Opinion]
    own: Opinion | None
    over: bool
    given: int
    of: int

    @property
    def waits_for_reader(self) -> bool:
        return self.own is not None and self.own.given_at is None and not self.over


@dataclass(frozen=True, slots=True)
class Judged:
    """The last recovery of a request, its assessment, its last asking. It is `open`, and its reader `decides`."""

    recovery: Recovery
    assessment: Assessment | None
    heard: Heard | None
    open: bool
    decides: bool


def judged(user: User, ticket: int) -> Judged | None:
    """Of the request's newest recovery. One statement where there is none, three where the team was asked."""
    recovery = next(iter(_NEWEST.ask(ticket)), None)
    if recovery is None or not is_shown(user, recovery):
        return None
    open_ = recovery.state in UNDER_WAY
    decides = open_ and carries(user, recovery)
    return Judged(recovery, assessment_of(recovery), heard(user, recovery), open_, decides)


def _newest(ticket: int) -> QuerySet[Recovery]:
    named = Recovery.objects.select_related("assessment__decided_by", "customer", "owner")
    return named.filter(of_ticket(ticket)).order_by("-id")[:1]


_NEWEST = Question(_newest, int)


def assessment_of(recovery: Recovery) -> Assessment | None:
    """What was decided; a statement of its own where it was not read along."""
    try:
        return recovery.assessment
    except ObjectDoesNotExist:
        return None


def heard(user: User, recovery: Recovery) -> Heard | None:
    """The last asking. Views are seen once one's own is given, or when all is said. Two statements."""
    asked = recovery.consultations.select_related("asked_by").order_by("-id").first()
    if asked is None:
        return None
    all_ = list(asked.opinions.select_related("colleague").order_by("given_at", "id"))
    own = next((each for each in all_ if each.colleague_id == user.pk), None)
    given = [each for each in all_ if each.given_at]
    over = asked.closed_at is not None or recovery.state not in UNDER_WAY
    seen = given if over or (own and own.given_at) else []
    return Heard(asked, seen, own, over, len(given), len(all_))


def asked_of(user: User) -> list[Opinion]:
    """The views that this person is asked for on requests that they may open, the oldest first. One statement."""
    waiting = Q(colleague=user, given_at__isnull=True, consultation__closed_at__isnull=True)
    waiting &= Q(consultation__recovery__state__in=UNDER_WAY)
    within = reach(user, "consultation__recovery__ticket__")
    named = Opinion.objects.select_related("consultation__asked_by", "consultation__recovery__ticket")
    return list(named.filter(within, waiting).order_by("id")[:PAGE])
