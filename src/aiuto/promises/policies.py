"""What the state of a promise allows."""

from aiuto.promises.errors import OfStep, WrongState
from aiuto.promises.models import Promise, State


def check_by_hand(promise: Promise) -> None:
    """What a step of a recovery promises ends with that step alone. Raises OfStep."""
    if promise.of_step:
        raise OfStep


def check_broken(promise: Promise) -> None:
    """Our word to a customer that was not kept in time, and is still owed. Raises WrongState."""
    if promise.state != State.BROKEN or promise.to_id or promise.closed_at:
        raise WrongState
