"""Asking the customer after the fix whether it is well: by mail or by hand, and what is due to be asked."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.promises import ending
from aiuto.recovery.models import SILENT, TO_ASK, UNDER_WAY, Answer, Step

ANSWERS: dict[str, str | Promise] = {
    Answer.CONTENT: _("yes, it is well"),
    Answer.PARTLY: _("in part"),
    Answer.NOT: _("no, not yet"),
}
"""As customers are asked."""
AHEAD = timedelta(hours=1)
"""A little before it is due, so that the promise is kept."""
TOO_LATE = timedelta(days=1)
"""Who could not be asked by mail until then is a person's to call."""


def to_ask(now: datetime, *, limit: int) -> list[tuple[int, int]]:
    """(step, recovery) of the follow-ups whose time has come: one read of an index."""
    due = Step.objects.filter(TO_ASK, due_at__lte=now + AHEAD, due_at__gt=now - TOO_LATE)
    own = due.filter(round=F("recovery__round"), recovery__state__in=UNDER_WAY).order_by("due_at")
    return list(own.values_list("pk", "recovery")[:limit])


def unanswered(now: datetime, *, limit: int) -> list[int]:
    """Ids of the recoveries whose customer was asked and said nothing for the days of patience."""
    patience = timedelta(days=settings.ENVIRONMENT.aiuto_no_answer_days)
    silent = Step.objects.filter(SILENT, asked_at__lte=now - patience)
    own = silent.filter(round=F("recovery__round"), recovery__state__in=UNDER_WAY).order_by("asked_at")
    return list(own.values_list("recovery", flat=True)[:limit])


@transaction.atomic(savepoint=False)
def note_asked(step: Step, *, by: Actor, now: datetime) -> Step:
    """The question has gone out, or a colleague put it, as was promised."""
    step.asked_at = now
    step.save(update_fields=["asked_at"])
    if step.promise and step.promise.closed_at is None:
        ending.keep(step.promise, by=by, now=now)
    recovery = step.recovery
    record("recovery.asked", by=by, now=now, ticket=recovery.ticket_id, recovery=recovery.pk)
    return step
