"""The table of legal moves of an approval."""

from aiuto.approvals.errors import Decided
from aiuto.approvals.models import State

MOVES: dict[State, frozenset[State]] = {
    State.ASKED: frozenset({State.APPROVED, State.DECLINED, State.LAPSED}),
    State.APPROVED: frozenset(),
    State.DECLINED: frozenset(),
    State.LAPSED: frozenset(),
}


def check_move(state: str, to: State) -> None:
    """Raises Decided when the table does not know this move."""
    if to not in MOVES[State(state)]:
        raise Decided
