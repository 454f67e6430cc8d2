"""The table of legal moves of a limit."""

from aiuto.customers.errors import LimitMoved
from aiuto.customers.models import LimitState

MOVES: dict[LimitState, frozenset[LimitState]] = {
    LimitState.ASKED: frozenset({LimitState.IN_FORCE, LimitState.DECLINED}),
    LimitState.IN_FORCE: frozenset({LimitState.LIFTED}),
    LimitState.DECLINED: frozenset(),
    LimitState.LIFTED: frozenset(),
}


def check_move(state: str, to: LimitState) -> None:
    """Raises LimitMoved when the table does not know this move."""
    if to not in MOVES[LimitState(state)]:
        raise LimitMoved
