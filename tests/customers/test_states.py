"""The life of a limit: every move between two states, legal or not."""

from aiuto.customers.errors import LimitMoved
from aiuto.customers.models import LimitState
from aiuto.customers.states import check_move

LEGAL = {"asked": {"in_force", "declined"}, "in_force": {"lifted"}, "declined": set(), "lifted": set()}


def _goes(state: str, to: str) -> bool:
    try:
        check_move(state, LimitState(to))
    except LimitMoved:
        return False
    return True


def test_moves_of_a_limit_are_those_of_the_table():
    assert {state: {to for to in LEGAL if _goes(state, to)} for state in LEGAL} == LEGAL
