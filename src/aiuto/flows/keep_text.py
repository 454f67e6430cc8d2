"""What a desk says by itself is put in its own words, or back into those that are given."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people import desks
from aiuto.people.models import Desk, User
from aiuto.people.policies import check_manages_people
from aiuto.tickets.queries.texts import given, given_subject
from aiuto.tickets.wording import checked


@transaction.atomic
def keep_text(
    desk: Desk, kind: str, *, language: str, subject: str = "", text: str | None, by: User, now: datetime
) -> Desk:
    """`text` None takes the given ones. What is as given, or an empty subject, is not kept.

    Raises NotAllowed, BadText.
    """
    check_manages_people(by)
    subject, own = ("", "") if text is None else checked(kind, subject=subject, text=text)
    return desks.keep_text(
        desk,
        kind,
        language=language,
        subject="" if subject == given_subject(kind, language) else subject,
        text="" if own == given(kind, language) else own,
        by=person(by.pk),
        now=now,
    )
