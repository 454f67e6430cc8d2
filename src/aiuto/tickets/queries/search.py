"""Finding requests by words, numbers and addresses."""

from aiuto.people.models import User
from aiuto.people.queries import desks_of
from aiuto.tickets.queries import visible_to
from aiuto.tickets.search import Found as Found
from aiuto.tickets.search import Hit as Hit
from aiuto.tickets.search import look_up


def search(user: User, text: str, *, before: int | None = None, limit: int = 25) -> Found:
    """One page of what this person may see, newest first; `before` is the last page's `further`.

    Any text will do: what means nothing finds nothing.
    """
    return look_up(text, visible=visible_to(user), desks=desks_of(user), before=before, limit=limit)
