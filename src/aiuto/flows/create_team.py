"""A new team of people who own requests."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people import desks
from aiuto.people.models import Team, User
from aiuto.people.policies import check_manages_people


@transaction.atomic
def create_team(
    *, name: str, desk_ids: Iterable[int], member_ids: Iterable[int], by: User, now: datetime
) -> Team:
    """A team with its desks and people. Raises PeopleError: BadName, NotAllowed."""
    check_manages_people(by)
    actor = person(by.pk)
    team = desks.create_team(name=name, desks=[], by=actor, now=now)
    return desks.change_team(team, name=team.name, desks=desk_ids, members=member_ids, by=actor, now=now)
