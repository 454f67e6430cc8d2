"""What every page of the workspace says beside its own matter, in one statement."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiuto.journal.queries import Cursor, latest_of, latest_question
from aiuto.notices import queries as notices
from aiuto.people.models import User
from aiuto.rows.together import together
from aiuto.tickets.models import SavedView
from aiuto.tickets.queries.counts import counts_of, counts_question
from aiuto.tickets.queries.views import VIEWS, own_first


@dataclass(frozen=True, slots=True)
class Standing:
    """The navigation's numbers and saved views, what waits at the bell, and the place where live news begin."""

    numbers: Mapping[str, int]
    views: list[SavedView]
    bell: notices.Standing
    latest: Cursor


def standing(user: User) -> Standing:
    """One statement, once the user's desks are known."""
    cursor, unread, numbers, views = together(
        latest_question(), notices.WAITING.of(user.pk), counts_question(user), VIEWS.of(user.pk)
    )
    return Standing(counts_of(numbers), own_first(views), notices.standing_of(unread), latest_of(cursor))
