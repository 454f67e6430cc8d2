"""Colleagues who ask for something themselves: customers linked to their user."""

from datetime import datetime

from django.db import transaction

from aiuto.customers.contacting import contact_point_for
from aiuto.customers.models import ContactKind, ContactPoint, Customer
from aiuto.people.models import User


@transaction.atomic(savepoint=False)
def asker_for(user: User, *, now: datetime) -> ContactPoint:
    """The address with which this colleague signs in, of a customer that is them. The event is the request's."""
    point = contact_point_for(ContactKind.EMAIL, user.email, name=user.name, language=user.language, now=now)
    if point.customer.user_id is None and not Customer.objects.filter(user=user).exists():
        point.customer.user = user
        point.customer.save(update_fields=["user"])
    return point
