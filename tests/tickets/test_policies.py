"""What the state of a ticket allows; a button asks the same rule as the act behind it."""

import pytest

from aiuto.tickets import policies
from aiuto.tickets.errors import Locked, WrongState
from aiuto.tickets.models import State, Ticket
from aiuto.tickets.states import MOVES

CHECKS = {
    policies.check_wait: State.WAITING,
    policies.check_hold: State.HOLD,
    policies.check_solve: State.SOLVED,
    policies.check_close: State.CLOSED,
}
ALL = [
    getattr(policies, name) for name in dir(policies) if name.startswith("check_") and name != "check_move"
]


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("check", CHECKS)
def test_acts_follow_the_table(check, state):
    assert policies.allows(check, Ticket(state=state)) == (CHECKS[check] in MOVES[state])


@pytest.mark.parametrize("state", State)
def test_reopening_is_for_what_was_open_before(state):
    expected = State.OPEN in MOVES[state] and state != State.NEW
    assert policies.allows(policies.check_reopen, Ticket(state=state)) == expected


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.__name__)
@pytest.mark.parametrize("aside", [{"spam": True}, {"merged_into_id": 2}])
def test_nothing_is_done_to_spam_or_to_what_was_merged(check, aside):
    for state in State:
        with pytest.raises(WrongState):
            check(Ticket(state=state, **aside))


def test_reply_waits_for_an_address_that_can_be_trusted():
    with pytest.raises(Locked):
        policies.check_reply(Ticket(state=State.NEW, reply_locked=True))
    assert policies.allows(policies.check_spoken, Ticket(state=State.NEW, reply_locked=True))


@pytest.mark.parametrize("check", [policies.check_reply, policies.check_spoken])
def test_closed_is_not_written_to(check):
    assert not policies.allows(check, Ticket(state=State.CLOSED))
    assert policies.allows(check, Ticket(state=State.SOLVED))


def test_refusal_is_said_in_words():
    for error in (WrongState(), Locked()):
        assert len(str(error)) > 10
