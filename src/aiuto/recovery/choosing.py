"""The customer chooses between two fair things: asked by mail, said on a page, or noted. Callers lock the ticket."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.recovery.amounts import said
from aiuto.recovery.errors import ChosenAlready, NotOffered
from aiuto.recovery.giving import record_of
from aiuto.recovery.models import Chooser, Compensation, Payment


def choices(given: Compensation) -> Mapping[str, str]:
    """The two by kind, each with its worth, in the reader's language."""
    two = {given.kind: given.amount}
    if given.other and given.other_amount is not None:
        two[given.other] = given.other_amount
    return {kind: said(kind, amount, given.currency) for kind, amount in sorted(two.items())}


@transaction.atomic(savepoint=False)
def note_asked(given: Compensation, *, by: Actor, now: datetime) -> Compensation:
    """The question has gone out."""
    given.asked_at = now
    given.save(update_fields=["asked_at"])
    record_of("compensation.asked", given, by=by, now=now)
    return given


@transaction.atomic(savepoint=False)
def choose(given: Compensation, kind: str, *, chooser: Chooser, by: Actor, now: datetime) -> Compensation:
    """What was not chosen stands beside it from now on. Raises ChosenAlready, NotOffered."""
    if not given.undecided or given.state != Payment.APPROVED:
        raise ChosenAlready
    if kind not in (given.kind, given.other):
        raise NotOffered
    if kind == given.other:
        given.kind, given.other = given.other, given.kind
        given.amount, given.other_amount = given.other_amount or given.amount, given.amount
    given.chosen_by = chooser
    given.save(update_fields=["kind", "amount", "other", "other_amount", "chosen_by"])
    record_of("compensation.chosen", given, by=by, now=now)
    return given
