"""Requests by a filter: the index that finds them soonest is walked, and the rest is sieved while walking."""

from collections.abc import Sequence
from datetime import datetime

from aiuto.people.models import User
from aiuto.people.queries import desks_of
from aiuto.rows.cursors import cursor
from aiuto.tickets.models import OPEN_STATES, OURS
from aiuto.tickets.queries import filters, visible_to, walks
from aiuto.tickets.queries.conditions import asleep, condition, states_of
from aiuto.tickets.queries.filters import Filter
from aiuto.tickets.queries.inbox import MOST, PAGE, Page
from aiuto.tickets.queries.listing import listed
from aiuto.tickets.queries.meaning import Meaning, meaning_of
from aiuto.tickets.queries.sieve import chosen, sieve
from aiuto.tickets.queries.walks import Arm, Place, beyond
from aiuto.tickets.search import FIRST, Found, look_up

Look = tuple[
    bool, list[tuple[Place, int]], Place | None, int | None
]  # newest first?, places and tickets, where to look on, who waits longest

FEW = 500
DESK = '"desk_id"'
_FEW = (
    "SELECT ticket_id FROM tickets_ticket_tags WHERE tag_id = %s LIMIT %s",
    "SELECT ticket_id FROM tickets_ticket_followers WHERE user_id = %s LIMIT %s",
)


def page(user: User, asked: Filter, *, behind: Place | None = None, size: int = PAGE, now: datetime) -> Page:
    """One page: "who needs help first" where all of it waits, newest first elsewhere. Days are days of `now`'s zone."""
    return page_of(user, meaning_of(asked, user, now=now), behind=behind, size=size)


def page_of(
    user: User, meaning: Meaning, *, behind: Place | None = None, until: Place | None = None, size: int = PAGE
) -> Page:
    """The same, of a filter whose names have been looked up; with `until`, all up to that place."""
    size = MOST if until else size
    backwards, rows, end, longest = (_with_words if meaning.asked.text else _sieved)(
        user, meaning, behind, size
    )
    shown = rows
    if until:
        shown = [row for row in rows if not beyond(row[0], until, backwards=backwards)] or rows[:PAGE]
    last = shown[-1][0] if shown else None
    ids = [pk for _, pk in shown]
    kept = {one.pk: one for one in listed(user, [*ids, longest] if longest else ids)}
    full = len(shown) == size or bool(until and shown)
    return Page(
        [kept[pk] for pk in ids if pk in kept],
        end if len(shown) == len(rows) else last,
        full=full,
        last=last,
        longest=kept.get(longest or 0),
    )


def found_by(user: User, meaning: Meaning, *, before: int | None = None, size: int = PAGE) -> Found:
    """What holds the filter's words, newest message first, and passes its conditions."""
    passing = condition(meaning, user)
    return look_up(
        meaning.asked.text,
        visible=visible_to(user).only("excerpt"),
        desks=desks_of(user),
        before=before,
        limit=size,
        among=(lambda ids: chosen(ids, passing)) if meaning.asked.terms else None,
    )


def arms_of(user: User, meaning: Meaning) -> list[Arm]:
    """The indexes to walk: a few rows at once, else a person's or a team's own list, else desk by desk."""
    states, desks = set(states_of(meaning)), _desks(user, meaning)
    waits = asleep(meaning) is False and states <= set(OPEN_STATES)
    if (few := _few(user, meaning)) is not None:
        where = walks.any_of('"id"', few)
        return _turns(where, *few) if waits else [Arm(where, tuple(few), "last_message_at", "down")]
    if waits and (owners := _ids(meaning, "owner")):
        here = f'{walks.UNSOLVED} AND "owner_id" = %s AND {walks.any_of(DESK, desks)}'
        return [arm for owner in owners for arm in _turns(here, owner, *desks)]
    if waits and states <= set(OURS):
        return _ours(meaning, desks)
    if asleep(meaning):
        where = f'{walks.SHOWN} AND "snoozed_until" IS NOT NULL AND {DESK} = %s'
        return [Arm(where, (desk,), "snoozed_until", "up") for desk in desks]
    if customers := _ids(meaning, "customer"):
        return [Arm('"customer_id" = %s', (customer,), "last_message_at", "down") for customer in customers]
    return [_newest(desk, state) for desk in desks for state in sorted(states)]


def _ours(meaning: Meaning, desks: Sequence[int]) -> list[Arm]:
    if teams := _ids(meaning, "team"):
        here = f'{walks.OURS} AND "team_id" = %s AND {walks.any_of(DESK, desks)}'
        return [arm for team in teams for arm in _turns(here, team, *desks)]
    unowned = (
        ' AND "owner_id" IS NULL' if [t.value for t in meaning.asked.of("owner")] == [filters.NOBODY] else ""
    )
    return [arm for desk in desks for arm in _turns(f"{walks.OURS}{unowned} AND {DESK} = %s", desk)]


def _few(user: User, meaning: Meaning) -> list[int] | None:
    """Tickets that a tag or following leaves, when they are few."""
    asked = [(_FEW[0], pk) for term in meaning.asked.of("tag") for pk in meaning.ids[term]]
    asked += [(_FEW[1], user.pk) for term in meaning.asked.of("is") if term.value == "followed"]
    found: list[list[int]] = []
    for statement, pk in asked:
        with cursor() as one:
            one.execute(statement, [pk, FEW + 1])
            found.append([row[0] for row in one.fetchall()])
    fewest = min(found, key=len, default=None)
    return fewest if fewest is not None and len(fewest) <= FEW else None


def _ids(meaning: Meaning, key: str) -> list[int]:
    """The ids that a key names, each once; none when it names "nobody" too, which no index of names holds."""
    terms = meaning.asked.of(key)
    if any(term.value == filters.NOBODY for term in terms):
        return []
    return list(dict.fromkeys(pk for term in terms for pk in meaning.ids[term]))


def _desks(user: User, meaning: Meaning) -> list[int]:
    named = _ids(meaning, "desk")
    return [desk for desk in desks_of(user) if desk in named or not meaning.asked.of("desk")]


def _turns(where: str, *values: int) -> list[Arm]:
    return [Arm(where, values, "turn_at", "up"), Arm(where, values, "turn_at", "rest")]


def _newest(desk: int, state: str) -> Arm:
    return Arm(f"{DESK} = %s AND \"state\" = '{state}'", (desk,), "last_message_at", "down")


def _sieved(user: User, meaning: Meaning, behind: Place | None, size: int) -> Look:
    arms = arms_of(user, meaning)
    found = sieve(arms, condition(meaning, user), behind=behind, size=size)
    rows = [(place, place.id) for place in found.places]
    return any(arm.way == "down" for arm in arms), rows, found.end, found.longest


def _with_words(user: User, meaning: Meaning, behind: Place | None, size: int) -> Look:
    """The place of a page of words is that of a message."""
    found = found_by(user, meaning, before=behind.id if behind else None, size=size)
    rows = [(Place(1, None, hit.message or FIRST), hit.ticket.pk) for hit in found.hits]
    return True, rows, Place(1, None, found.further) if found.further is not None else None, None
