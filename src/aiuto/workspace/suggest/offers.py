"""What to offer for the word that is being typed: keys first, then values, then names that begin so."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import get_language

from aiuto.people.queries import User
from aiuto.tickets.queries import filters
from aiuto.tickets.queries.customers import Known, matching
from aiuto.tickets.queries.filters import Term
from aiuto.tickets.queries.naming import named
from aiuto.ui.beginnings import begins
from aiuto.workspace.views import wording

SHOWN = 8
FEWEST_LETTERS = 2
NAMES = ("owner", "tag")
CUSTOMERS = 4


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the list: `typed` is all that the field holds when it is taken; `more`: a value must follow."""

    typed: str
    label: str
    hint: str
    more: bool = False


def offers_for(user: User, typed: str, *, words: bool = False) -> list[Offer]:
    """A few ways to go on, at most SHOWN; with `words`, only of a condition whose key stands there."""
    before, word = filters.last_word(typed[: filters.LONGEST].replace("\0", " "))
    half = filters.half_term(word)
    if words and not half:
        return []
    found = _values(user, before, *half) if half else _beginnings(user, before, word)
    return list(islice(found, SHOWN))


def _values(user: User, before: str, minus: str, key: str, beginning: str) -> Iterator[Offer]:
    for value, label in wording.VALUES.get(key, {}).items():
        if begins(beginning, f"{label} {value}"):
            yield _offer(before, Term(key, value, excluded=bool(minus)), str(label), "")
    yield from _names(user, before, key, beginning, excluded=bool(minus))


def _beginnings(user: User, before: str, word: str) -> Iterator[Offer]:
    language = (get_language() or "en")[:2]
    minus, start = ("-", word[1:]) if word.startswith("-") else ("", word)
    for key in filters.KEYS:
        own = filters.spelled(key, language)
        if own.startswith(start.casefold()) or key.startswith(start.casefold()):
            yield Offer(f"{before}{minus}{own}:", f"{minus}{own}:", str(wording.HINTS[key]), more=True)
    if len(start) >= FEWEST_LETTERS:
        for key in (*NAMES, "customer"):
            yield from _names(user, before, key, start, excluded=bool(minus))


def _names(user: User, before: str, key: str, beginning: str, *, excluded: bool) -> Iterator[Offer]:
    kind = str(wording.KEYS[key])
    if key == "customer" and len(beginning) >= FEWEST_LETTERS:
        for known in matching(user, beginning, limit=CUSTOMERS):
            yield _customer(before, known, excluded=excluded)
    elif key in ("owner", "team", "desk", "tag", "reason", "cause"):
        for name in named(user, key, beginning):
            yield _offer(before, Term(key, name.replace('"', ""), excluded=excluded), name, kind)


def _customer(before: str, known: Known, *, excluded: bool) -> Offer:
    """By an address, which is theirs alone, else by number."""
    address = known.points[0].value if known.points else f"#{known.customer.pk}"
    term = Term("customer", address, excluded=excluded)
    return _offer(before, term, known.customer.name or address, address)


def _offer(before: str, term: Term, label: str, hint: str) -> Offer:
    return Offer(f"{before}{term} ", label, hint)
