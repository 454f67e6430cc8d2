"""A team is changed: its name, the desks it serves, the people in it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people import desks
from aiuto.people.models import Team, User
from aiuto.people.policies import check_manages_people


@transaction.atomic
def change_team(
    team: Team, *, name: str, desk_ids: Iterable[int], member_ids: Iterable[int], by: User, now: datetime
) -> Team:
    """Keep all three. Raises PeopleError: BadName, NotAllowed."""
    check_manages_people(by)
    return desks.change_team(team, name=name, desks=desk_ids, members=member_ids, by=person(by.pk), now=now)
