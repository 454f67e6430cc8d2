"""What changes without an event: who is at a request, and whose newest notice is another than a moment ago."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from aiuto.notices.queries import newest_ids
from aiuto.people.queries import desks_by_user
from aiuto.tickets.queries.conversation import followers_of, places_of
from aiuto.tickets.queries.presence import Here, everybody


def _piece(*topics: str) -> str:
    return f"data: {json.dumps({'topics': topics})}\n\n"


NOTICES = _piece("notices")


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stood at one look; `known` is whose pages were open then."""

    known: frozenset[int]
    here: frozenset[Here]
    notices: Mapping[int, int]

    @classmethod
    def of(cls, users: set[int], *, now: datetime) -> "Standing":
        """How they stand for these people. Two statements."""
        return cls(frozenset(users), everybody(now=now), newest_ids(users))

    def told_since(self, was: "Standing") -> dict[int, list[str]]:
        """The pieces of the stream for each person: the requests they are at, where somebody came, went or writes."""
        told: dict[int, list[str]] = {}
        for user in self.known & was.known:
            if self.notices.get(user) != was.notices.get(user):
                told.setdefault(user, []).append(NOTICES)
        for user, references in self._at_changed(was).items():
            told.setdefault(user, []).append(_piece(*(f"presence:{each}" for each in references)))
        return told

    def _at_changed(self, was: "Standing") -> dict[int, list[str]]:
        changed = {here.ticket for here in self.here ^ was.here}
        there = (
            {(here.ticket, here.user) for here in self.here if here.ticket in changed} if was.known else set()
        )
        return _may_know(pair for pair in there if pair[1] in self.known)


NOTHING_YET = Standing(frozenset(), frozenset(), {})


def _may_know(pairs: Iterable[tuple[int, int]]) -> dict[int, list[str]]:
    """By person, the references of the tickets beside them, as far as their rights, read now, let them see."""
    pairs = sorted(pairs)
    if not pairs:
        return {}
    tickets = {ticket for ticket, _ in pairs}
    places, followers = places_of(tickets), followers_of(tickets)
    rights = desks_by_user(user for _, user in pairs)
    found: dict[int, list[str]] = {}
    for ticket, user in pairs:
        reference, desk = places[ticket]
        if desk in rights.get(user, ()) or (ticket, user) in followers:
            found.setdefault(user, []).append(reference)
    return found
