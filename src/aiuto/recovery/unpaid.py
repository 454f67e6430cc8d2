"""What is proposed or agreed to and not paid out yet: no step is left out for it, and nothing is closed over it."""

from aiuto.recovery.errors import NotPaid
from aiuto.recovery.models import NOT_PAID, Recovery


def is_unpaid(recovery: Recovery) -> bool:
    """Whether somebody still decides about something, or is to pay it out."""
    return recovery.compensations.filter(state__in=NOT_PAID).exists()


def check_paid(recovery: Recovery) -> None:
    """Raises NotPaid."""
    if is_unpaid(recovery):
        raise NotPaid
