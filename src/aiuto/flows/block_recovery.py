"""A colleague says what makes a recovery stand still, and whoever can remove it hears of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from aiuto.flows.asking_colleagues import ask_colleagues
from aiuto.journal.actors import person
from aiuto.notices.models import Kind as Notice
from aiuto.notices.telling import tell
from aiuto.people.models import User
from aiuto.people.queries import colleagues_at, desks_for_colleagues, leads_at
from aiuto.promises.making import Word, make
from aiuto.promises.models import Kind, Promise
from aiuto.promises.settling import settle
from aiuto.recovery.blocking import block
from aiuto.recovery.errors import NoSuchColleague, NoSuchDesk
from aiuto.recovery.locking import lock_recovery
from aiuto.recovery.models import Blocker, Recovery
from aiuto.tickets.models import Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """`what` is needed until `due`, and what `kind` of thing (`Blocks`) is in the way.

    `remover` is a colleague's id. With a `desk`, one for colleagues, it is asked for there by a request: of everybody,
    of a `team` or of that colleague.
    """

    kind: str
    what: str
    due: datetime
    remover: int | None = None
    desk: int | None = None
    team: int | None = None


@transaction.atomic
def block_recovery(recovery_id: int, given: Block, *, user: User, now: datetime) -> Blocker:
    """Raises RecoveryError, PromiseError."""
    ticket, recovery = lock_recovery(user, recovery_id)
    by = person(user.pk)
    word = Word(kind=Kind.FIX, what=given.what, due=given.due, to=recovery.owner_id, knowingly=True)
    if given.desk:
        promise, told = _asked_there(given, word, recovery, ticket, user=user, now=now)
    else:
        promise, told = _asked_here(given, word, ticket, now=now)
    blocker = block(recovery, kind=given.kind, promise=promise, by=by, now=now)
    tell(told, kind=Notice.BLOCKS, ticket=promise.ticket_id, by=by, now=now)
    return blocker


def _asked_here(given: Block, word: Word, ticket: Ticket, *, now: datetime) -> tuple[Promise, Iterable[int]]:
    """A colleague of this desk promises it on the request itself."""
    if given.remover not in {one.pk for one in colleagues_at(ticket.desk_id)}:
        raise NoSuchColleague
    promise = make(ticket, word, by=person(given.remover), now=now)
    settle(ticket, now=now)
    return promise, [given.remover]


def _asked_there(
    given: Block, word: Word, recovery: Recovery, ticket: Ticket, *, user: User, now: datetime
) -> tuple[Promise, Iterable[int]]:
    """Another desk promises it on a request of its own, which whoever asks and whoever carries the recovery follow."""
    desk = next((each for each in desks_for_colleagues() if each.pk == given.desk), None)
    if desk is None:
        raise NoSuchDesk
    teams = {team.pk: [one.pk for one in team.members.all()] for team in desk.teams.all()}
    there = {pk for members in teams.values() for pk in members}
    if (given.team and given.team not in teams) or (given.remover and given.remover not in there):
        raise NoSuchDesk
    promise = ask_colleagues(
        desk,
        word,
        about=ticket,
        owner=given.remover,
        team=given.team,
        followers=[user, recovery.owner],
        user=user,
        now=now,
    )
    if given.remover:
        return promise, [given.remover]
    return promise, teams[given.team] if given.team else leads_at(desk.pk) or there
