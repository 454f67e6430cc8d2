"""Finding requests by words, numbers and addresses, and by what a filter says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from aiuto.people.models import User
from aiuto.people.queries import desks_of
from aiuto.tickets.excerpts import Piece as Piece
from aiuto.tickets.queries import visible_to
from aiuto.tickets.queries.filtered import found_by, page_of
from aiuto.tickets.queries.filters import Filter, Term
from aiuto.tickets.queries.inbox import PAGE, Page
from aiuto.tickets.queries.listing import listed
from aiuto.tickets.queries.meaning import meaning_of
from aiuto.tickets.queries.walks import Place
from aiuto.tickets.search import Found as Found
from aiuto.tickets.search import Hit as Hit
from aiuto.tickets.search import look_up


@dataclass(frozen=True, slots=True)
class Results:
    """One page of a search. `snippets`: by ticket, the words around what matched; `gone`: what matches nothing."""

    page: Page
    snippets: Mapping[int, list[Piece]]
    gone: tuple[Term, ...]


def results(
    user: User, asked: Filter, *, behind: Place | None = None, size: int = PAGE, now: datetime
) -> Results:
    """What a filter finds in all states, newest first; with words, the newest messages that hold every one."""
    meaning = meaning_of(asked, user, now=now, wide=True)
    if not asked.text:
        return Results(page_of(user, meaning, behind=behind, size=size), {}, meaning.gone)
    found = found_by(user, meaning, before=behind.id if behind else None, size=size)
    tickets = listed(user, [hit.ticket.pk for hit in found.hits])
    older = Place(1, None, found.further) if found.further is not None else None
    snippets = {hit.ticket.pk: hit.excerpt for hit in found.hits}
    return Results(Page(tickets, older, full=not found.paused), snippets, meaning.gone)


def search(user: User, text: str, *, before: int | None = None, limit: int = 25) -> Found:
    """One page of what this person may see, newest first; `before` is the last page's `further`.

    Any text will do: what means nothing finds nothing.
    """
    visible = visible_to(user).select_related("customer", "desk", "owner")
    return look_up(text, visible=visible, desks=desks_of(user), before=before, limit=limit)
