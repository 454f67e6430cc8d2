"""What the state of a promise allows."""

from aiuto.people.models import User
from aiuto.people.policies import leads
from aiuto.promises.errors import NotTheirs, OfItself, OfStep, WrongState
from aiuto.promises.models import Promise, State


def check_by_hand(promise: Promise) -> None:
    """What a step of a recovery promises ends with that step alone, and a reminder by itself.

    Raises OfStep, OfItself.
    """
    if promise.of_step:
        raise OfStep
    if not promise.is_ours_to_do:
        raise OfItself


def check_broken(promise: Promise) -> None:
    """Our word to a customer that was not kept in time, and is still owed. Raises WrongState."""
    if promise.state != State.BROKEN or promise.to_id or promise.closed_at:
        raise WrongState


def lets_go(promise: Promise, user: User) -> bool:
    """What a colleague was promised is theirs to let go, or a lead's; for a customer whoever heard it notes it."""
    return promise.to_id in (None, user.pk) or leads(user)


def check_lets_go(promise: Promise, user: User) -> None:
    """Raises NotTheirs."""
    if not lets_go(promise, user):
        raise NotTheirs
