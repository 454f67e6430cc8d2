"""What a desk says by itself is put in its own words, or back into those that are given."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people import desks
from aiuto.people.models import Desk, User
from aiuto.people.policies import check_manages_people
from aiuto.tickets.queries.texts import given
from aiuto.tickets.wording import checked


@transaction.atomic
def keep_text(desk: Desk, kind: str, *, language: str, text: str | None, by: User, now: datetime) -> Desk:
    """`text` None, or the given one, keeps none. Raises NotAllowed, BadText."""
    check_manages_people(by)
    own = "" if text is None else checked(kind, text)
    if own == given(kind, language):
        own = ""
    return desks.keep_text(desk, kind, language=language, text=own, by=person(by.pk), now=now)
