"""A new desk, with the team that serves it and the mailbox that it writes from."""

from datetime import datetime

from django.db import transaction

from aiuto.intake.mailboxes import connect
from aiuto.journal.actors import SYSTEM, person
from aiuto.people import desks
from aiuto.people.models import Desk, User
from aiuto.people.policies import check_manages_people


@transaction.atomic
def create_desk(
    *, name: str, kind: str, language: str, team: str, address: str, now: datetime, by: User | None = None
) -> Desk:
    """Make all three; `by` None is the command line.

    Raises PeopleError: BadName, BadPreference, NotAllowed; IntakeError: BadMailbox.
    """
    if by:
        check_manages_people(by)
    actor = person(by.pk) if by else SYSTEM
    desk = desks.create_desk(name=name, kind=kind, language=language, by=actor, now=now)
    desks.create_team(name=team, desks=[desk], by=actor, now=now)
    connect(desk, address=address, by=actor, now=now)
    return desk
