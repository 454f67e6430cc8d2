"""What the state of a promise allows."""

from aiuto.promises.errors import WrongState
from aiuto.promises.models import Promise, State


def check_broken(promise: Promise) -> None:
    """Our word to a customer that was not kept in time, and is still owed. Raises WrongState."""
    if promise.state != State.BROKEN or promise.to_id or promise.closed_at:
        raise WrongState
