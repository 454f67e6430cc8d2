"""By when a customer needs it is asked by a line in an answer, once; what they answer is read into the request."""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise as Text
from django.utils.translation import pgettext_lazy

from aiuto.coach.deadlines import deadline_of
from aiuto.journal.actors import Actor
from aiuto.people.models import User
from aiuto.promises.counting import zone_of
from aiuto.tickets import wishing
from aiuto.tickets.drafting import add_to_draft, draft_for
from aiuto.tickets.errors import Already
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Direction, Draft, Message, Ticket
from aiuto.tickets.policies import allows, check_live, check_reply
from aiuto.tickets.queries.exchange import exchange

_QUESTIONS: dict[str, Text] = {
    "lei": pgettext_lazy("Lei", "By which day do you need it? I plan by that date."),
    "tu": pgettext_lazy("tu", "By which day do you need it? I plan by that date."),
    "voi": pgettext_lazy("voi", "By which day do you need it? I plan by that date."),
}


@transaction.atomic
def ask_wish(reference: str, *, user: User, now: datetime) -> Draft:
    """The question stands at the end of what this person is writing to the customer; it is asked as that leaves.

    Raises TicketError: Already where the day is known or they were asked.
    """
    ticket = lock_for(user, reference)
    check_reply(ticket)
    draft = draft_for(ticket, user=user, direction=Direction.OUT, now=now)
    if ticket.wanted_by or ticket.wish_asked_at or _asks(ticket, draft.text):
        raise Already
    form = exchange(ticket).form_of_address or "lei"
    return add_to_draft(ticket, user=user, text=_said(ticket)[form], now=now)


def note_if_asked(ticket: Ticket, message: Message, *, by: Actor, now: datetime) -> None:
    """Remember it on the (locked) ticket where this answer asks."""
    if not ticket.wanted_by and not ticket.wish_asked_at and _asks(ticket, message.text):
        wishing.note_asked(ticket, message, by=by, now=now)


def read_wish(ticket: Ticket, text: str, *, by: Actor, now: datetime) -> None:
    """What the customer answers on the (locked) ticket: the day, with the sentence that names it."""
    local = now.astimezone(zone_of(ticket.desk))
    found = deadline_of(text, now=local, asked=True)
    if found is None or not allows(check_live, ticket):
        return
    wish = ticket.wish or text[slice(*found.sentence)]
    wishing.set_wish(ticket, wish=wish, wanted_by=found.day, today=local.date(), by=by, now=now)


def _asks(ticket: Ticket, text: str) -> bool:
    return any(question in text for question in _said(ticket).values())


def _said(ticket: Ticket) -> dict[str, str]:
    """The question in the customer's language, by form of address."""
    with translation.override(ticket.language or ticket.desk.language):
        return {form: str(question) for form, question in _QUESTIONS.items()}
