"""Colleagues are protected from a customer: where a limit says so, a lead alone owns and answers their requests."""

from aiuto.customers.models import Customer
from aiuto.customers.policies import looks_after
from aiuto.people.models import User
from aiuto.tickets.errors import LeadsOnly


def check_looks_after(customer: Customer | None, user: User) -> None:
    """Raises LeadsOnly."""
    if not looks_after(customer, user):
        raise LeadsOnly
