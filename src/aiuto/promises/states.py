"""The table of legal moves of a promise. The diagram in the docs is made from it."""

from aiuto.promises.errors import WrongState
from aiuto.promises.models import State

MOVES: dict[State, frozenset[State]] = {
    State.OPEN: frozenset({State.KEPT, State.BROKEN, State.RENEGOTIATED, State.RELEASED, State.MOOT}),
    State.BROKEN: frozenset({State.KEPT_LATE}),
    State.KEPT: frozenset(),
    State.KEPT_LATE: frozenset(),
    State.RENEGOTIATED: frozenset(),
    State.RELEASED: frozenset(),
    State.MOOT: frozenset(),
}
TAKEN_BACK: dict[State, State] = {
    State.KEPT: State.OPEN,
    State.KEPT_LATE: State.BROKEN,
    State.MOOT: State.OPEN,
}
"""What never left, or was undone at once, has kept or ended nothing: the way back, for such acts alone."""


def can_move(state: str, to: State) -> bool:
    """Whether the table knows this move."""
    return to in MOVES[State(state)]


def check_move(state: str, to: State) -> None:
    """Raises WrongState when the table does not know this move."""
    if not can_move(state, to):
        raise WrongState
