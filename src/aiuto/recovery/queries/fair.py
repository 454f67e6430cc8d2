"""What is fair, what was given before, and money as people write it, for who asks."""

from aiuto.people.models import User
from aiuto.people.queries import desks_of
from aiuto.recovery.amounts import Guidance as Guidance
from aiuto.recovery.amounts import guidance as guidance
from aiuto.recovery.amounts import read_amount as read_amount
from aiuto.recovery.articles import articles as articles
from aiuto.recovery.articles import cost as cost
from aiuto.recovery.articles import given_before
from aiuto.recovery.models import Compensation


def before(given: Compensation, user: User) -> list[Compensation]:
    """What was given for the same articles before, at the desks that this person serves."""
    desks = set(desks_of(user))
    return [one for one in given_before(given) if one.desk_id in desks]
