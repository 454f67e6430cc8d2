"""The inbox: its views and their pages by keyset."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from aiuto.people.models import User
from aiuto.people.queries import desks_of, teams_of
from aiuto.tickets.queries import walks
from aiuto.tickets.queries.listing import Listed as Listed
from aiuto.tickets.queries.listing import listed
from aiuto.tickets.queries.walks import Arm, Place, Row, Walk

PAGE = 20
READ = 50
MOST = 200
DESK = '"desk_id"'
# Of one person alone, and of the newest they follow: sorted by hand, because no index joins both tables.
_FOLLOWED = "SELECT ticket_id FROM tickets_ticket_followers WHERE user_id = %s ORDER BY id DESC LIMIT 5000"


class View(StrEnum):
    MINE = "mine"
    UNASSIGNED = "unassigned"
    TEAM = "team"
    OPEN = "open"
    WAITING = "waiting"
    SNOOZED = "snoozed"
    FOLLOWED = "followed"
    SOLVED = "solved"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list. `older` is where the next begins, `last` the place of its last row.

    Not `full`: a bounded look found less. `longest` waits longest of those looked at.
    """

    tickets: list[Listed]
    older: Place | None
    full: bool
    last: Place | None = None
    longest: Listed | None = None


def page(
    user: User, view: View, *, behind: Place | None = None, until: Place | None = None, size: int = PAGE
) -> Page:
    """The tickets of a view, "who needs help first" (or newest first where nobody waits), behind a place."""
    return page_of(user, arms_of(user, view), behind=behind, until=until, size=size)


def page_of(
    user: User,
    arms: Sequence[Arm],
    *,
    behind: Place | None = None,
    until: Place | None = None,
    size: int = PAGE,
) -> Page:
    """One page of what these arms walk, as far as this person may see it; with `until`, all rows up to that place."""
    size = MOST if until else size
    walk = walks.walk(arms, behind=behind, limit=max(READ, size + 1))
    shown = _shown(walk, arms, until, size)
    full = len(shown) == size or bool(until and shown)
    last = shown[-1] if full else walk.rows[-1] if walk.rows else None
    more = not walk.ended or any(not row.hidden for row in walk.rows if row not in shown)
    ids = [row.id for row in shown]
    kept = {one.pk: one for one in listed(user, [*ids, walk.longest.id] if walk.longest else ids)}
    return Page(
        [kept[pk] for pk in ids if pk in kept],
        last.place if last and more else None,
        full=full,
        last=shown[-1].place if shown else None,
        longest=kept.get(walk.longest.id) if walk.longest else None,
    )


def longest_of(user: User, view: View) -> Listed | None:
    """Who waits longest in a view, for the pages behind its first."""
    longest = walks.walk(arms_of(user, view), behind=None, limit=READ).longest
    return next(iter(listed(user, [longest.id])), None) if longest else None


def arms_of(user: User, view: View) -> list[Arm]:
    """The indexes that a view walks."""
    return arms_at(view, user.pk, desks_of(user), teams_of(user))


def arms_at(view: View, user: int, desks: Sequence[int], teams: Sequence[int]) -> list[Arm]:
    """The same for whoever has these desks and teams."""
    if view == View.MINE:
        where = f'{walks.UNSOLVED} AND "owner_id" = %s AND {walks.any_of(DESK, desks)}'
        return _turns(where, user, *desks)
    if view == View.TEAM:
        where = f'{walks.OURS} AND "team_id" = %s AND {walks.any_of(DESK, desks)}'
        return [arm for team in teams for arm in _turns(where, team, *desks)]
    if view == View.FOLLOWED:
        return [Arm(f'{walks.SHOWN} AND "id" IN ({_FOLLOWED})', (user,), "last_message_at", "down")]
    return [arm for desk in desks for arm in _of_desk(desk, view)]


def _of_desk(desk: int, view: View) -> list[Arm]:
    if view == View.SNOOZED:
        where = f'{walks.SHOWN} AND "snoozed_until" IS NOT NULL AND {DESK} = %s'
        return [Arm(where, (desk,), "snoozed_until", "up")]
    if view == View.WAITING:
        return [_newest(desk, state, walks.AWAKE) for state in ("waiting", "hold")]
    if view == View.SOLVED:
        return [_newest(desk, state, walks.SHOWN) for state in ("solved", "closed")]
    unowned = ' AND "owner_id" IS NULL' if view == View.UNASSIGNED else ""
    return _turns(f"{walks.OURS}{unowned} AND {DESK} = %s", desk)


def _turns(where: str, *values: int) -> list[Arm]:
    """Those who wait, by whose turn it is; then those who do not."""
    return [Arm(where, values, "turn_at", "up"), Arm(where, values, "turn_at", "rest")]


def _newest(desk: int, state: str, shown: str) -> Arm:
    return Arm(f"{DESK} = %s AND \"state\" = '{state}'", (desk,), "last_message_at", "down", shown)


def _shown(walk: Walk, arms: Sequence[Arm], until: Place | None, size: int) -> list[Row]:
    shown = [row for row in walk.rows if not row.hidden][:size]
    if until is None:
        return shown
    backwards = any(arm.way == "down" for arm in arms)
    return [row for row in shown if not walks.beyond(row, until, backwards=backwards)] or shown[:PAGE]
