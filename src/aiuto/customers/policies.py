"""What the limit that is in force for a customer means for those who work with them."""

from aiuto.customers.errors import NoCalls
from aiuto.customers.models import Customer, LimitKind
from aiuto.people.models import User
from aiuto.people.policies import leads


def is_called(customer: Customer | None) -> bool:
    """Whether we talk with them on the telephone."""
    return customer is None or customer.limit not in (LimitKind.WRITTEN, LimitKind.BLOCKED)


def check_called(customer: Customer | None) -> None:
    """Raises NoCalls."""
    if not is_called(customer):
        raise NoCalls


def looks_after(customer: Customer | None, user: User) -> bool:
    """Whether this colleague may own and answer their requests: a lead alone, where the limit says so."""
    return customer is None or customer.limit != LimitKind.LEAD or leads(user)


def is_slower(customer: Customer | None) -> bool:
    """Whether the desk promises them a calmer pace."""
    return customer is not None and customer.limit == LimitKind.SLOWER


def is_held(customer: Customer | None) -> bool:
    """Whether their mail is held until a lead lets it in."""
    return customer is not None and customer.limit == LimitKind.BLOCKED
