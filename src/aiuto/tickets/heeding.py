"""What a writer finds fine as it is, whatever the coach says of it."""

from hashlib import sha256

from django.db import transaction
from django.db.models import QuerySet

from aiuto.people.models import User
from aiuto.tickets.models import Dismissal, Ticket


def digest(sentence: str) -> str:
    """The same for the same words, whatever space stands between them."""
    return sha256(" ".join(sentence.split()).encode("utf-8", "replace")).hexdigest()


@transaction.atomic(savepoint=False)
def find_fine(ticket: Ticket | None, *, user: User, rule: str, sentence: str) -> Dismissal:
    """Say no more of it, on this request or, without one, in first messages.

    It is one's own draft and nobody else's business, so no event is recorded.
    """
    found, _created = Dismissal.objects.get_or_create(
        ticket=ticket, user=user, rule=rule[:80], digest=digest(sentence)
    )
    return found


def found_fine_question(ticket: Ticket | None, user: User) -> QuerySet[Dismissal, tuple[str, str]]:
    """(rule, digest of the sentence) of all that this person finds fine here."""
    return Dismissal.objects.filter(ticket=ticket, user=user).values_list("rule", "digest")
