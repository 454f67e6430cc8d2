"""The life of an approval: every move between two states, legal or not."""

import pytest

from aiuto.approvals.errors import Decided
from aiuto.approvals.models import State
from aiuto.approvals.states import check_move

LEGAL = {"asked": {"approved", "declined", "lapsed"}, "approved": set(), "declined": set(), "lapsed": set()}


@pytest.mark.parametrize("state", list(LEGAL))
@pytest.mark.parametrize("to", list(LEGAL))
def test_moves_are_those_of_the_table(state, to):
    if to in LEGAL[state]:
        check_move(state, State(to))
    else:
        with pytest.raises(Decided):
            check_move(state, State(to))
