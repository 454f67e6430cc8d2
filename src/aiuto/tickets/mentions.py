"""Colleagues named in a note: `@Anna Bassi`, or `@anna` where only one is called so."""

import re
from collections.abc import Iterable

from aiuto.customers.names import folded
from aiuto.people.models import User

_SIGN = re.compile(r"(?<![\w@.])@(?=[^\W\d_])")
_WORD = re.compile(r"[\w'’.-]*[\w]")
_SPACE = re.compile(r"[ \u00a0]")
_LONGEST_NAME = 6


def mentioned(text: str, colleagues: Iterable[User]) -> set[int]:
    """Ids of the colleagues whom this text names."""
    return {user for _start, _end, user in _found(text, colleagues)}


def marked(text: str, colleagues: Iterable[User]) -> str:
    """The Markdown with each name that stands for a colleague in bold."""
    pieces, at = [], 0
    for start, end, _user in _found(text, colleagues):
        pieces += [text[at:start], f"**{text[start:end]}**"]
        at = end
    return "".join([*pieces, text[at:]])


def _found(text: str, colleagues: Iterable[User]) -> list[tuple[int, int, int]]:
    """(start, end, user) of each name, in order; the longest name that fits is meant."""
    names = _names(colleagues)
    found = []
    for sign in _SIGN.finditer(text):
        for end in reversed(_ends(text, sign.end())):
            people = names.get(folded(text[sign.end() : end]), set())
            if len(people) == 1:
                [person] = people
                found.append((sign.start(), end, person))
                break
    return found


def _ends(text: str, start: int) -> list[int]:
    """Where a name that begins here may end: after each of its words on the same line."""
    ends: list[int] = []
    at = start
    while len(ends) < _LONGEST_NAME and (word := _WORD.match(text, at)):
        ends.append(word.end())
        space = _SPACE.match(text, word.end())
        if space is None:
            break
        at = space.end()
    return ends


def _names(colleagues: Iterable[User]) -> dict[str, set[int]]:
    """Each whole name, first name and name of an address, bare, with those who bear it; a whole name comes first."""
    people = [(user.pk, folded(user.name), folded(user.email.partition("@")[0])) for user in colleagues]
    whole: dict[str, set[int]] = {}
    short: dict[str, set[int]] = {}
    for pk, name, address in people:
        whole.setdefault(name, set()).add(pk)
        for part in {name.split(" ", 1)[0], address}:
            short.setdefault(part, set()).add(pk)
    return {name: people for name, people in (short | whole).items() if name}
