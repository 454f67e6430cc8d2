"""The bar above a list: what it is filtered by, a way to take each away, and a field for more."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise

from aiuto.tickets.queries.filters import Filter, Term, parse
from aiuto.tickets.queries.inbox import View
from aiuto.workspace.views import wording

BY_VIEW = {
    View.MINE: "owner:me",
    View.UNASSIGNED: "owner:nobody state:new state:open",
    View.TEAM: "team:mine",
    View.OPEN: "state:new state:open",
    View.WAITING: "state:waiting state:hold",
    View.SNOOZED: "is:snoozed",
    View.FOLLOWED: "is:followed state:any",
    View.SOLVED: "state:solved state:closed",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition in words; `without` is the address of the list without it."""

    key: str
    value: str
    without: str
    gone: bool


def bar_of(asked: Filter, *, gone: tuple[Term, ...] = (), note: str | Promise = "") -> dict[str, Any]:
    """For a list that a filter made. `note` says what is shown where the filter does not say so itself."""
    chips = [
        Chip(
            wording.key_in_words(term),
            wording.value_in_words(term),
            address_of(asked.without(term)),
            gone=term in gone,
        )
        for term in asked.terms
    ]
    return {"chips": chips, "name": "kept", "query": str(asked.wordless()), "text": asked.text, "note": note}


def bar_of_view(view: str) -> dict[str, Any]:
    """For a view of the inbox: what is typed narrows what it shows."""
    return {"chips": [], "name": "base", "query": BY_VIEW[View(view)], "text": "", "note": ""}


def address_of(asked: Filter) -> str:
    """Where the list of this filter is; of no filter, the inbox."""
    if not asked:
        return reverse("workspace:inbox")
    return f"{reverse('workspace:filtered')}?{urlencode({'q': str(asked)})}"


def together(typed: str, *, kept: str = "", base: str = "") -> Filter:
    """What the bar's form sends: its chips, or the filter that a view stands for, and what was typed beside them.

    Chips add up; of a view's own filter, a key that was typed takes the place.
    """
    added = parse(typed)
    keys = {term.key for term in added.terms if not term.excluded}
    own = [str(term) for term in parse(base).terms if term.key not in keys]
    return parse(" ".join([kept, *own, typed]))
