"""The requests before and behind one in a list: one step either way along the list's own indexes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aiuto.people.models import User
from aiuto.rows.cursors import cursor
from aiuto.tickets.models import Ticket
from aiuto.tickets.queries import filtered, inbox, visible_to
from aiuto.tickets.queries.conditions import condition
from aiuto.tickets.queries.filters import Filter
from aiuto.tickets.queries.inbox import View
from aiuto.tickets.queries.meaning import Meaning
from aiuto.tickets.queries.sieve import Condition, sieve
from aiuto.tickets.queries.walks import Arm, Place

MIRROR = {"up": "down", "down": "up"}
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
    """At most six statements, each of a bounded stretch of rows."""
    here = _place(ticket, arms) if _is_in(ticket, arms, passing) else None
    behind = _nearest(sieve(arms, passing, behind=here, size=2).places, ticket)
    before = _nearest(_backwards(arms, passing, here), ticket) if here else None
    wanted = [pk for pk in (before, behind) if pk]
    names = dict(visible_to(user).filter(pk__in=wanted).values_list("pk", "reference")) if wanted else {}
    return Neighbours(names.get(before or 0, ""), names.get(behind or 0, ""))


def _place(ticket: Ticket, arms: Sequence[Arm]) -> Place:
    at = getattr(ticket, arms[0].key)
    return Place(0 if at else 1, at, ticket.pk)


def _is_in(ticket: Ticket, arms: Sequence[Arm], passing: Condition) -> bool:
    if not arms:
        return False
    wheres = " OR ".join(f"({arm.where})" for arm in arms)
    values = [value for arm in arms for value in arm.values]
    statement = f'SELECT 1 FROM tickets_ticket WHERE "id" = %s AND ({wheres}) AND {passing.sql}'  # noqa: S608
    with cursor() as asked:
        asked.execute(statement, [ticket.pk, *values, *passing.values])
        return asked.fetchone() is not None


def _backwards(arms: Sequence[Arm], passing: Condition, here: Place) -> list[Place]:
    """Walking an index the other way is walking its mirror; those without a key stand behind all others."""
    mirrored = [replace(arm, way=MIRROR[arm.way]) for arm in arms if arm.way in MIRROR]
    if here.segment == 0:
        return sieve(mirrored, passing, behind=here, size=1).places
    rest = [arm for arm in arms if arm.way == "rest"]
    earlier = [
        replace(arm, where=f'{arm.where} AND "{arm.key}" IS NULL', key="id", way="down") for arm in rest
    ]
    found = [place for arm in earlier for place in _before_id(arm, passing, here.id)]
    return sorted(found, key=lambda place: -place.id) or sieve(mirrored, passing, behind=None, size=1).places


def _before_id(arm: Arm, passing: Condition, pk: int) -> list[Place]:
    where = f'{arm.where} AND {passing.sql} AND "id" < %s ORDER BY "id" DESC LIMIT 1'
    with cursor() as asked:
        asked.execute(f'SELECT "id" FROM tickets_ticket WHERE {where}', [*arm.values, *passing.values, pk])  # noqa: S608
        return [Place(1, None, row[0]) for row in asked.fetchall()]


def _nearest(places: Sequence[Place], ticket: Ticket) -> int | None:
    return next((place.id for place in places if place.id != ticket.pk), None)
