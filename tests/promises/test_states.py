"""The life of a promise: every move between two states, legal or not."""

import pytest

from aiuto.promises.errors import WrongState
from aiuto.promises.models import State
from aiuto.promises.states import can_move, check_move

LEGAL = {
    "open": {"kept", "broken", "renegotiated", "released", "moot"},
    "broken": {"kept_late"},
    "kept": set(),
    "kept_late": set(),
    "renegotiated": set(),
    "released": set(),
    "moot": set(),
}


@pytest.mark.parametrize("state", list(LEGAL))
def test_moves_are_those_of_the_table(state):
    assert {to for to in LEGAL if can_move(state, State(to))} == LEGAL[state]


def test_illegal_move_says_so():
    with pytest.raises(WrongState):
        check_move("kept", State.OPEN)
