"""The tables of legal moves: of a recovery, and of each of its steps."""

from aiuto.recovery.errors import WrongState
from aiuto.recovery.models import Payment, State, StepState

MOVES: dict[State, frozenset[State]] = {
    State.OPEN: frozenset({State.AWAITING, State.REOPENED}),
    State.AWAITING: frozenset({State.OPEN, State.REOPENED, State.CLOSED}),
    State.REOPENED: frozenset({State.AWAITING, State.REOPENED}),
    State.CLOSED: frozenset({State.REOPENED}),
}
STEP_MOVES: dict[StepState, frozenset[StepState]] = {
    StepState.DUE: frozenset({StepState.DONE, StepState.WAIVED}),
    StepState.DONE: frozenset({StepState.DUE}),
    StepState.WAIVED: frozenset(),
}
"""A done step is due again only where the answer that did it was taken back before it left."""

PAYMENTS: dict[Payment, frozenset[Payment]] = {
    Payment.PROPOSED: frozenset({Payment.APPROVED, Payment.DECLINED}),
    Payment.APPROVED: frozenset({Payment.SENT, Payment.FAILED, Payment.DECLINED}),
    Payment.SENT: frozenset({Payment.CONFIRMED, Payment.FAILED}),
    Payment.FAILED: frozenset({Payment.SENT, Payment.APPROVED}),
    Payment.DECLINED: frozenset(),
    Payment.CONFIRMED: frozenset(),
}
"""To be paid out → failed, and back once a person asks again, are the webhook's alone.

To be paid out → not agreed to: a lead calls it off before anybody was asked to pay.
"""


def check_payment(state: str, to: Payment) -> None:
    """Raises WrongState when the table does not know this move."""
    if to not in PAYMENTS[Payment(state)]:
        raise WrongState


def check_move(state: str, to: State) -> None:
    """Raises WrongState when the table does not know this move."""
    if to not in MOVES[State(state)]:
        raise WrongState


def check_step(state: str, to: StepState) -> None:
    """Raises WrongState when the table does not know this move."""
    if to not in STEP_MOVES[StepState(state)]:
        raise WrongState
