"""What the state of a promise allows."""

from aiuto.promises.errors import OfItself, OfStep, WrongState
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
