"""The requests before and behind one in a list: one step either way along the list's own indexes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from django.db.models import QuerySet

from aiuto.people.models import Role, User
from aiuto.rows.asking import Question, filled
from aiuto.rows.together import Bare, together
from aiuto.tickets.models import Ticket
from aiuto.tickets.queries import filtered, inbox, reachable_by
from aiuto.tickets.queries.conditions import condition
from aiuto.tickets.queries.filters import Filter
from aiuto.tickets.queries.inbox import View
from aiuto.tickets.queries.meaning import Meaning
from aiuto.tickets.queries.sieve import (
    Condition,
    Found,
    Look,
    as_far_as_known,
    by_look,
    ends_of,
    passed,
    united,
)
from aiuto.tickets.queries.walks import Arm, Place

MIRROR = {"up": "down", "down": "up", "rest": "back"}
NOTHING = "SELECT 0, 0, 0, NULL, 0 WHERE 1 = 0"
SHOWN = Condition('"merged_into_id" IS NULL AND NOT "spam"')


@dataclass(frozen=True, slots=True)
class Neighbours:
    """References of the requests before and behind; "" at either end."""

    before: str = ""
    behind: str = ""


def in_view(user: User, ticket: Ticket, view: View) -> Neighbours:
    """In a view of the inbox. A request that has left the list has its first behind it."""
    return _beside(user, ticket, inbox.arms_of(user, view), SHOWN)


def in_filter(user: User, ticket: Ticket, meaning: Meaning) -> Neighbours:
    """The same in a filtered list; one with words is in the order of what was found, which has no neighbours."""
    asked: Filter = meaning.asked
    if asked.text:
        return Neighbours()
    return _beside(user, ticket, filtered.arms_of(user, meaning), condition(meaning, user))


def _beside(user: User, ticket: Ticket, arms: Sequence[Arm], passing: Condition) -> Neighbours:
    """Two statements, each of a bounded stretch of rows."""
    if not arms:
        return Neighbours()
    looks = _looks(ticket, arms)
    found = passed(looks, passing)
    if not any(found):
        return Neighbours()
    nearest, names = _nearest(user, looks, found)
    itself, first, behind, *before = nearest
    if not itself:
        return Neighbours("", names.get(first or 0, ""))
    return Neighbours(names.get(next(filter(None, before), 0), ""), names.get(behind or 0, ""))


def _looks(ticket: Ticket, arms: Sequence[Arm]) -> list[Look]:
    """For the request itself, the first of the list, the one behind, and the one before.

    Walking an index the other way is walking its mirror; those without a key stand behind all others.
    """
    at = getattr(ticket, arms[0].key)
    here = Place(0 if at else 1, at, ticket.pk)
    alone = [
        replace(arm, where=f'{arm.where} AND "id" = %s', values=(*arm.values, ticket.pk)) for arm in arms
    ]
    mirrored = [replace(arm, way=MIRROR[arm.way]) for arm in arms]
    keyed = [arm for arm in mirrored if arm.way != "back"]
    keyless = [arm for arm in mirrored if arm.way == "back"]
    before = [Look(keyed, here, 1)] if at else [Look(keyless, here, 1), Look(keyed, None, 1)]
    return [Look(alone, None, 1), Look(arms, None, 1), Look(arms, here, 1), *before]


def _nearest(
    user: User, looks: Sequence[Look], found: Sequence[Found]
) -> tuple[list[int | None], dict[int, str]]:
    """The nearest of each look, and the references of those that this person may open."""
    met = [place.id for places in found for _, place in places]
    role, size = Role.ADMIN if user.role == Role.ADMIN else Role.AGENT, 1 << (len(met) - 1).bit_length()
    named = _names(role, size).of(user.pk, *filled(met, size))
    ends, values = united([ends_of(look, places) for look, places in zip(looks, found, strict=True)])
    names, rows = together(named, Bare(ends or NOTHING, values, 5))
    known = by_look(rows, len(looks))
    shown = [as_far_as_known(*each).places for each in zip(looks, found, known, strict=True)]
    return [places[0].id if places else None for places in shown], dict(names)


@cache
def _names(role: Role, size: int) -> Question[tuple[int, str]]:
    """Made once for each power of two."""

    def question(user: int, *met: int) -> QuerySet[Ticket, tuple[int, str]]:
        return reachable_by(User(pk=user, role=role)).filter(pk__in=met).values_list("pk", "reference")

    return Question(question, int, *[int] * size)
