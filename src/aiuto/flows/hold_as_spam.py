"""A person says that a held mail is spam, or that it is not; it stays held either way."""

from datetime import datetime

from django.db import transaction

from aiuto.intake.errors import LeadReleases, NotInQuarantine
from aiuto.intake.keeping import set_outcome
from aiuto.intake.models import Outcome, RawMail
from aiuto.intake.queries import quarantined_for
from aiuto.intake.sorting import LIMIT, SPAM, UNDECIDED
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.people.policies import leads


@transaction.atomic
def hold_as_spam(raw_mail_id: int, *, spam: bool = True, user: User, now: datetime) -> RawMail:
    """Put it with the spam, or back with what waits for a person. Raises NotInQuarantine, LeadReleases."""
    kept = quarantined_for(user, raw_mail_id)
    if kept is None:
        raise NotInQuarantine
    if kept.reason == LIMIT and not leads(user):
        raise LeadReleases
    return set_outcome(
        kept, Outcome.QUARANTINED, reason=SPAM if spam else UNDECIDED, by=person(user.pk), now=now
    )
