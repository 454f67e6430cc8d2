"""A reply is kept to be used again, or changed."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.manual import writing
from aiuto.manual.models import SavedReply
from aiuto.manual.policies import check_change, check_may_keep_for
from aiuto.manual.queries import saved_reply
from aiuto.manual.writing import Wording
from aiuto.people.models import User


@transaction.atomic
def save_saved_reply(
    *,
    user: User,
    title: str,
    text: str,
    language: str,
    own: bool,
    team: int | None,
    now: datetime,
    reply: int | None = None,
    same_as: int | None = None,
) -> SavedReply:
    """Keep a reply for oneself (`own`), for a team, or for everybody. Raises ManualError.

    `reply` is the one to change; `same_as` one that says the same in another language.
    """
    wording = Wording(
        title=title,
        text=text,
        language=language,
        owner=user.pk if own else None,
        team=None if own else team,
    )
    check_may_keep_for(user, owner=wording.owner, team=wording.team)
    known = saved_reply(user, reply) if reply is not None else None
    if known is not None:
        check_change(user, known)
    other = saved_reply(user, same_as) if same_as is not None else None
    return writing.keep(wording, reply=known, same_as=other, by=person(user.pk), now=now)
