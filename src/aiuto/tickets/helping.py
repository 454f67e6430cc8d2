"""What persons solve, one row a solving: asking whether the customer was helped, and keeping their word."""

from datetime import datetime, timedelta

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.rows.inserting import insert
from aiuto.tickets.errors import BadAnswer
from aiuto.tickets.models import LONGEST_WORDS, Answer, Helped, Ticket


def plan_question(ticket: Ticket, *, by: Actor) -> None:
    """The (locked) request that a person has just solved asks its customer after the desk's hours, where it asks."""
    if by.kind == "person" and ticket.solved_at:
        after = timedelta(hours=ticket.desk.ask_after_hours)
        ask_at = ticket.solved_at + after if ticket.desk.ask_helped else None
        insert(Helped(ticket=ticket, solved_at=ticket.solved_at, ask_at=ask_at))


def forget_solving(ticket: Ticket) -> None:
    """The (locked) request was never solved: that was taken back at once."""
    if ticket.solved_at:
        Helped.objects.filter(ticket=ticket, solved_at=ticket.solved_at, asked_at__isnull=True).delete()


def ask_nobody(helped: Helped) -> None:
    """The moment of the question has come, and it is not asked."""
    helped.ask_at = None
    helped.save(update_fields=["ask_at"])


@transaction.atomic(savepoint=False)
def note_asked(helped: Helped, *, by: Actor, now: datetime) -> Helped:
    """The question has gone out."""
    helped.asked_at = now
    helped.save(update_fields=["asked_at"])
    record("helped.asked", by=by, now=now, ticket=helped.ticket_id, helped=helped.pk)
    return helped


@transaction.atomic(savepoint=False)
def keep_answer(helped: Helped, *, answer: str, words: str, by: Actor, now: datetime) -> bool:
    """Keep their last word on the (locked) row; False where it says what it said. Raises BadAnswer."""
    if answer not in Answer.values:
        raise BadAnswer
    words = " ".join(words.split())[:LONGEST_WORDS]
    was = helped.answer
    if (was, helped.words) == (answer, words):
        return False
    helped.answer, helped.words, helped.answered_at = answer, words, now
    helped.save(update_fields=["answer", "words", "answered_at"])
    record(
        f"helped.{answer}", by=by, now=now, ticket=helped.ticket_id, customer=by.id, helped=helped.pk, was=was
    )
    return True


def wants_more(helped: Helped) -> bool:
    """A person has to look at it: a no, or a partly that says what is missing."""
    return helped.answer == Answer.NO or (helped.answer == Answer.PARTLY and bool(helped.words))
