"""The life of a ticket, walked at random against the table in the design."""

import pytest

from aiuto.tickets.errors import WrongState
from aiuto.tickets.models import State
from aiuto.tickets.states import can_move, check_move

LEGAL = {
    "new": {"open", "waiting", "hold", "solved"},
    "open": {"waiting", "hold", "solved"},
    "waiting": {"open", "hold", "solved"},
    "hold": {"open", "waiting", "solved"},
    "solved": {"open", "closed"},
    "closed": set(),
}


@pytest.mark.parametrize("state", list(LEGAL))
def test_moves_are_those_of_the_design(state):
    assert {to for to in LEGAL if can_move(state, State(to))} == LEGAL[state]


def test_illegal_move_says_so():
    with pytest.raises(WrongState):
        check_move("closed", State.OPEN)
