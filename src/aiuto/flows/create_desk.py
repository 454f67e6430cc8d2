"""A new desk, with the teams that serve it and the mailbox that it writes from."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from aiuto.intake.mailboxes import connect
from aiuto.journal.actors import SYSTEM, person
from aiuto.people import desks
from aiuto.people.models import Desk, User
from aiuto.people.policies import check_manages_people


@transaction.atomic
def create_desk(
    *,
    name: str,
    kind: str,
    language: str,
    now: datetime,
    teams: Iterable[str] = (),
    address: str | None = None,
    private: bool = False,
    acknowledge: bool = False,
    by: User | None = None,
) -> Desk:
    """Make them all; without `teams`, one of the desk's own name serves it. `by` None is the command line.

    Raises PeopleError: BadName, BadPreference, NotAllowed; and BadMailbox.
    """
    if by:
        check_manages_people(by)
    actor = person(by.pk) if by else SYSTEM
    desk = desks.create_desk(
        name=name, kind=kind, language=language, private=private, acknowledge=acknowledge, by=actor, now=now
    )
    for team in list(teams) or [desk.name]:
        desks.serve(desk, team=team, by=actor, now=now)
    if address is not None:
        connect(desk, address=address, by=actor, now=now)
    return desk
