"""A claim is taken from the site or the catalogue; what it was stays on record."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.people.policies import check_leads
from aiuto.promises import claiming
from aiuto.promises.models import Claim
from aiuto.promises.queries.claims import measured


@transaction.atomic
def withdraw_claim(claim: Claim, *, by: User, now: datetime) -> Claim:
    """Raises WrongState where it was withdrawn before, NotAllowed."""
    check_leads(by)
    kept = measured(claim, now=now).kept
    return claiming.withdraw_claim(claim, kept=kept.number, of=kept.of, by=person(by.pk), now=now)
