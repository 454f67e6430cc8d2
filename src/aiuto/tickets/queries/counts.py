"""How much there is of everything that the navigation names, capped."""

from functools import lru_cache
from typing import Any

from aiuto.approvals.policies import decidable
from aiuto.people.models import User
from aiuto.people.policies import leads
from aiuto.people.queries import desks_of, teams_of
from aiuto.rows.together import Bare, together
from aiuto.tickets.queries import walks
from aiuto.tickets.queries.inbox import View, arms_at

CAP = 100
QUARANTINE, TROUBLES, WAITS, APPROVALS = "quarantine", "troubles", "waits", "approvals"
COUNTED = (View.MINE, View.UNASSIGNED, View.TEAM, View.OPEN, View.WAITING, View.SNOOZED)
_HELD = """
    SELECT 1 FROM (
        SELECT desk_id, reason FROM intake_rawmail WHERE outcome = 'quarantined' ORDER BY id DESC LIMIT 600
    ) AS held WHERE reason NOT IN ('spam', 'limit') AND {desks} LIMIT 100
"""
_TROUBLED = """
    SELECT 1 FROM (
        SELECT ticket FROM outbox_delivery
        WHERE state IN ('dead', 'bounced') AND put_aside_at IS NULL ORDER BY id DESC LIMIT 300
    ) AS troubled WHERE {desks}{ours} LIMIT 100
"""
_WAITING = "SELECT 1 FROM tickets_wait WHERE over_at IS NULL AND {desks} LIMIT 100"
_ASKED = """
    SELECT 1 FROM approvals_approval
    WHERE state = 'asked' AND {desks} AND {needs} AND asked_by_id <> %s LIMIT 100
"""
# Looked up row by row: as a join, SQLite would begin with all tickets of the desks.
_DESK = "(SELECT desk_id FROM tickets_ticket WHERE tickets_ticket.id = troubled.ticket)"


def counts(user: User) -> dict[str, int]:
    """By the name of a view, QUARANTINE, TROUBLES, WAITS and APPROVALS: how many, at most CAP; never what is over."""
    return counts_of(*together(counts_question(user)))


def counts_question(user: User) -> Bare:
    """What `counts` asks, for whoever asks other things with it: one row of numbers."""
    desks, teams, needs = tuple(desks_of(user)), tuple(teams_of(user)), tuple(decidable(user.role))
    return _counting(user.pk, desks, teams, needs, leads=leads(user))


@lru_cache(maxsize=1_024)
def _counting(
    user: int, desks: tuple[int, ...], teams: tuple[int, ...], needs: tuple[str, ...], *, leads: bool
) -> Bare:
    """Every page asks it; it depends on nothing but what is given, so what was written once is kept."""
    asked: dict[str, tuple[str, list[Any]]] = {}
    asked |= {view.value: walks.counted(arms_at(view, user, desks, teams), cap=CAP) for view in COUNTED}
    ours = " OR troubled.ticket IS NULL" if leads else ""
    asked[QUARANTINE] = _HELD.format(desks=walks.any_of("desk_id", desks)), list(desks)
    asked[TROUBLES] = _TROUBLED.format(desks=walks.any_of(_DESK, desks), ours=ours), list(desks)
    asked[WAITS] = _WAITING.format(desks=walks.any_of("desk_id", desks)), list(desks)
    asked[APPROVALS] = (
        _ASKED.format(desks=walks.any_of("desk_id", desks), needs=walks.any_of("needs", needs)),
        [*desks, *needs, user],
    )
    columns = (f"(SELECT count(*) FROM ({sql}) AS n_{n})" for n, (sql, _) in enumerate(asked.values()))  # noqa: S608
    values = [value for _, given in asked.values() for value in given]
    return Bare("SELECT " + ", ".join(columns), values, columns=len(asked))


def counts_of(rows: list[Any]) -> dict[str, int]:
    """The numbers by name, from the row that answers `counts_question`."""
    return dict(zip((*COUNTED, QUARANTINE, TROUBLES, WAITS, APPROVALS), rows[0], strict=True))
