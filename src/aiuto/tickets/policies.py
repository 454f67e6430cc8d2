"""What the state of a ticket allows. Each rule is a `check_…` that raises; `allows` asks the same rule."""

from collections.abc import Callable
from datetime import datetime

from aiuto.tickets.errors import Locked, Merged, NotAsked, TicketError, WrongState
from aiuto.tickets.models import OPEN_STATES, State, Ticket
from aiuto.tickets.states import check_move


def allows(check: Callable[[Ticket], None], ticket: Ticket) -> bool:
    """The rule as a question, so that buttons and handlers cannot disagree."""
    try:
        check(ticket)
    except TicketError:
        return False
    return True


def check_live(ticket: Ticket) -> None:
    """It was not merged into another and is not spam."""
    if ticket.merged_into_id:
        raise Merged
    if ticket.spam:
        raise WrongState


def check_reply(ticket: Ticket) -> None:
    """An answer can leave: live, not closed, with an address that an agent may trust."""
    check_live(ticket)
    if ticket.state == State.CLOSED:
        raise WrongState
    if ticket.reply_locked:
        raise Locked


def check_spoken(ticket: Ticket) -> None:
    """What was said on the telephone or in person can be noted: live and not closed."""
    check_live(ticket)
    if ticket.state == State.CLOSED:
        raise WrongState


def check_wait(ticket: Ticket) -> None:
    check_live(ticket)
    check_move(ticket.state, State.WAITING)


def check_hold(ticket: Ticket) -> None:
    check_live(ticket)
    check_move(ticket.state, State.HOLD)


def check_solve(ticket: Ticket) -> None:
    check_live(ticket)
    check_move(ticket.state, State.SOLVED)


def check_close(ticket: Ticket) -> None:
    check_live(ticket)
    check_move(ticket.state, State.CLOSED)


def check_reopen(ticket: Ticket) -> None:
    check_live(ticket)
    check_move(ticket.state, State.OPEN)
    if ticket.state == State.NEW:
        raise WrongState


def check_asking(ticket: Ticket, *, solved_at: datetime | None = None) -> None:
    """It is still solved as it was when the question was planned, at `solved_at`, and the desk still asks."""
    check_live(ticket)
    if ticket.solved_at != solved_at or ticket.state in OPEN_STATES or not ticket.desk.ask_helped:
        raise NotAsked


def check_merge(ticket: Ticket) -> None:
    check_live(ticket)


def check_split(ticket: Ticket) -> None:
    check_live(ticket)


def check_snooze(ticket: Ticket) -> None:
    """Only what is unsolved can sleep."""
    check_live(ticket)
    if ticket.state not in OPEN_STATES:
        raise WrongState


def check_wake(ticket: Ticket) -> None:
    if ticket.snoozed_until is None:
        raise WrongState


def check_hand_over(ticket: Ticket) -> None:
    """Only what is unsolved can be handed over."""
    check_live(ticket)
    if ticket.state not in OPEN_STATES:
        raise WrongState
