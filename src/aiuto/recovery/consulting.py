"""Asking the team: each gives a view alone, and sees the others only then. Callers have locked the ticket."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import Actor, person
from aiuto.journal.recording import record
from aiuto.people.models import User
from aiuto.recovery.errors import (
    AskingAlready,
    GivenBefore,
    NothingSaid,
    NotYours,
    NoVerdict,
    WrongNumber,
    WrongState,
)
from aiuto.recovery.models import UNDER_WAY, Certainty, Consultation, Opinion, Recovery, Verdict

FEWEST, MOST = 2, 5
LONGEST, LONGEST_QUESTION = 1000, 500


@transaction.atomic(savepoint=False)
def consult(
    recovery: Recovery, *, question: str, colleagues: Collection[int], by: User, now: datetime
) -> Consultation:
    """Ask these colleagues, whom the caller knows to be of the desk.

    Raises WrongNumber, NothingSaid, AskingAlready, WrongState.
    """
    if recovery.state not in UNDER_WAY:
        raise WrongState
    words = " ".join(question.split())[:LONGEST_QUESTION]
    if not words:
        raise NothingSaid
    if by.pk in colleagues or not FEWEST <= len(set(colleagues)) <= MOST:
        raise WrongNumber
    if open_consultation(recovery):
        raise AskingAlready
    asked = Consultation.objects.create(recovery=recovery, question=words, asked_by=by, asked_at=now)
    Opinion.objects.bulk_create(
        Opinion(consultation=asked, colleague_id=one) for one in sorted(set(colleagues))
    )
    _record("recovery.team_asked", recovery, by=person(by.pk), now=now)
    return asked


@transaction.atomic(savepoint=False)
def give(
    recovery: Recovery, *, verdict: str, certainty: str, words: str, by: User, now: datetime
) -> Consultation:
    """This colleague's view, once; with the last one the asking is over.

    Raises NotYours for who was not asked, GivenBefore, NoVerdict, WrongState.
    """
    if recovery.state not in UNDER_WAY:
        raise WrongState
    asked = open_consultation(recovery)
    own = asked.opinions.filter(colleague=by).first() if asked else None
    if asked is None or own is None:
        raise NotYours
    if own.given_at:
        raise GivenBefore
    own.verdict, own.certainty = Verdict(verdict), Certainty(certainty)
    own.words, own.given_at = " ".join(words.split())[:LONGEST], now
    if not own.words:
        raise NoVerdict
    own.save(update_fields=["verdict", "certainty", "words", "given_at"])
    _record("recovery.opinion_given", recovery, by=person(by.pk), now=now)
    if not asked.opinions.filter(given_at__isnull=True).exists():
        _close(asked, by=person(by.pk), now=now)
    return asked


@transaction.atomic(savepoint=False)
def close(recovery: Recovery, *, by: Actor, now: datetime) -> Consultation:
    """What was given until now is enough. Raises WrongState where nobody is asked any more."""
    asked = open_consultation(recovery)
    if asked is None:
        raise WrongState
    return _close(asked, by=by, now=now)


def open_consultation(recovery: Recovery) -> Consultation | None:
    """The one that is not over."""
    return Consultation.objects.filter(recovery=recovery, closed_at__isnull=True).first()


def _close(asked: Consultation, *, by: Actor, now: datetime) -> Consultation:
    asked.closed_at = now
    asked.save(update_fields=["closed_at"])
    _record("recovery.team_heard", asked.recovery, by=by, now=now)
    return asked


def _record(event: str, recovery: Recovery, *, by: Actor, now: datetime) -> None:
    record(event, by=by, now=now, ticket=recovery.ticket_id, recovery=recovery.pk)
