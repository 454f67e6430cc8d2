"""A lead enters what the site or the catalogue claims, or mends it."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.people.policies import check_leads
from aiuto.promises import claiming
from aiuto.promises.claiming import Claimed as Claimed
from aiuto.promises.models import Claim


@transaction.atomic
def keep_claim(claim: Claim | None, claimed: Claimed, *, by: User, now: datetime) -> Claim:
    """A new one where `claim` is None. Raises BadClaim, WrongState, NotAllowed."""
    check_leads(by)
    if claim is None:
        return claiming.create_claim(claimed, by=person(by.pk), now=now)
    return claiming.change_claim(claim, claimed, by=person(by.pk), now=now)
