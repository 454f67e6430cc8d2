"""A customer whose calendar shows a call or an appointment that is so no more hears of it at once."""

from datetime import datetime

from aiuto.journal.actors import Actor
from aiuto.promises.correcting import correct
from aiuto.promises.inviting import corrections
from aiuto.tickets.composing import sending_mailbox
from aiuto.tickets.models import Ticket
from aiuto.tickets.policies import allows, check_live


def correct_calendar(ticket: Ticket, *, on: Ticket | None = None, by: Actor, now: datetime) -> None:
    """Queue a short mail for each, in the caller's transaction; where none may leave, the next answer says it.

    It is said `on` the request that the (locked) ticket has become part of, where it has.
    """
    place = on or ticket
    if place.reply_locked or not allows(check_live, place):
        return
    changes = corrections(ticket, now=now)
    if changes and (mailbox := sending_mailbox(place)):
        for change in changes:
            correct(place, change, mailbox=mailbox, by=by, now=now)
