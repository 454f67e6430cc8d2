"""An administrator says what the law owes a desk's customers, how long and in which words."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import Desk, User
from aiuto.people.policies import check_manages_people
from aiuto.recovery.duties import Terms as Terms
from aiuto.recovery.duties import keep_duties as keep
from aiuto.recovery.models import DutyKind


@transaction.atomic
def keep_duties(desk: Desk, given: Mapping[DutyKind, Terms], *, user: User, now: datetime) -> None:
    """Raises NotAllowed, BadDuty."""
    check_manages_people(user)
    keep(desk, given, by=person(user.pk), now=now)
