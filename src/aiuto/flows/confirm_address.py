"""The owner of an address says that it is theirs, by the link that was mailed there."""

from datetime import datetime

from django.db import transaction

from aiuto.customers.contacting import confirm
from aiuto.customers.models import ContactPoint
from aiuto.customers.queries import contact_point
from aiuto.journal.actors import customer
from aiuto.people import tokens

PURPOSE = "confirm_address"


@transaction.atomic
def confirm_address(token: str, *, now: datetime) -> ContactPoint | None:
    """The confirmed contact point; None for a link that is not ours or is over. A second time changes nothing."""
    signed = tokens.read(token, now=now)
    if signed is None or signed.purpose != PURPOSE:
        return None
    point = contact_point(signed.value["contact_point"])
    if point is None or point.verified_at:
        return point
    return confirm(point, by=customer(point.customer_id), now=now)
