"""The life of a recovery and of its steps: every move between two states, legal or not."""

import pytest

from aiuto.recovery.errors import WrongState
from aiuto.recovery.models import Payment, State, StepState
from aiuto.recovery.states import check_move, check_payment, check_step

LEGAL = {
    "open": {"awaiting", "reopened"},
    "awaiting": {"open", "reopened", "closed"},
    "reopened": {"awaiting", "reopened"},
    "closed": {"reopened"},
}
PAYMENTS = {
    "proposed": {"approved", "declined"},
    "approved": {"sent", "failed", "declined"},
    "declined": set(),
    "sent": {"confirmed", "failed"},
    "confirmed": set(),
    "failed": {"sent", "approved"},
}
STEPS = {"due": {"done", "waived"}, "done": {"due"}, "waived": set()}


def moves(legal, check, states) -> dict[str, set[str]]:
    return {state: {to for to in legal if _goes(check, state, states(to))} for state in legal}


def _goes(check, state, to) -> bool:
    try:
        check(state, to)
    except WrongState:
        return False
    return True


def test_moves_of_a_recovery_are_those_of_the_table():
    assert moves(LEGAL, check_move, State) == LEGAL


def test_moves_of_a_step_are_those_of_the_table():
    assert moves(STEPS, check_step, StepState) == STEPS


def test_moves_of_what_is_given_are_those_of_the_table():
    assert moves(PAYMENTS, check_payment, Payment) == PAYMENTS


def test_closed_recovery_is_never_simply_open_again():
    with pytest.raises(WrongState):
        check_move("closed", State.OPEN)
