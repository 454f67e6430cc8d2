"""The table of legal moves between states. The diagram in the docs is made from it."""

from aiuto.tickets.errors import WrongState
from aiuto.tickets.models import State

MOVES: dict[State, frozenset[State]] = {
    State.NEW: frozenset({State.OPEN, State.WAITING, State.HOLD, State.SOLVED}),
    State.OPEN: frozenset({State.WAITING, State.HOLD, State.SOLVED}),
    State.WAITING: frozenset({State.OPEN, State.HOLD, State.SOLVED}),
    State.HOLD: frozenset({State.OPEN, State.WAITING, State.SOLVED}),
    State.SOLVED: frozenset({State.OPEN, State.CLOSED}),
    State.CLOSED: frozenset(),
}


def can_move(state: str, to: State) -> bool:
    """Whether the table knows this move."""
    return to in MOVES[State(state)]


def check_move(state: str, to: State) -> None:
    """Raises WrongState when the table does not know this move."""
    if not can_move(state, to):
        raise WrongState
