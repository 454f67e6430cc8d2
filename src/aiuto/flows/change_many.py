"""An agent does the same to one request or to many, in a way that can be taken back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from aiuto.flows.assign import assign
from aiuto.flows.close import close
from aiuto.flows.hand_over import hand_over
from aiuto.flows.hold import hold
from aiuto.flows.mark_spam import mark_spam
from aiuto.flows.merge import merge
from aiuto.flows.reopen import reopen
from aiuto.flows.snooze import snooze
from aiuto.flows.solve import solve
from aiuto.flows.tag import tag
from aiuto.flows.wait import wait
from aiuto.people.models import User
from aiuto.promises.queries import owed_by_ticket
from aiuto.tickets.bulk import MOST, remember, standings, steps_between
from aiuto.tickets.errors import Already, NotFound, OtherCustomer, TicketError, TooFew, TooMany
from aiuto.tickets.locking import lock_all
from aiuto.tickets.models import Ticket
from aiuto.tickets.references import normal_reference
from aiuto.tickets.unmerging import belongings

Given = Mapping[str, Any]
FLOWS: dict[str, Callable[..., object]] = {
    "assign": assign,
    "hand_over": hand_over,
    "tag": tag,
    "wait": wait,
    "solve": solve,
    "reopen": reopen,
    "close": close,
    "hold": hold,
    "snooze": snooze,
    "spam": mark_spam,
    "merge": merge,
}
GOALS = {"wait": "waiting", "solve": "solved", "reopen": "open", "close": "closed"}


@dataclass(slots=True)
class Changed:
    """What came of it. `act` takes it back (None when nothing changed); `skipped` says why, one by one."""

    act: int | None = None
    done: list[str] = field(default_factory=list)
    skipped: list[tuple[str, TicketError]] = field(default_factory=list)


@transaction.atomic
def change_many(
    references: Sequence[str], *, user: User, act: str, given: Given | None = None, now: datetime
) -> Changed:
    """Do `act` (a name of FLOWS, `given` its own arguments) to each request under its own rule.

    A request that cannot be changed is skipped. Merging without `into` joins all to the oldest, of the same
    customer alone. Raises TooMany, TooFew.
    """
    wanted = dict.fromkeys(normal_reference(reference) for reference in references)
    if len(wanted) > MOST:
        raise TooMany
    given = dict(given or {})
    tickets = lock_all(user, [*wanted, *([given["into"]] if "into" in given else [])])
    before = standings(ticket.pk for ticket in tickets)
    had = _belongings(before) if act == "merge" else {}
    changed = Changed(skipped=[(name, NotFound()) for name in wanted.keys() - {t.reference for t in tickets}])
    if act == "merge":
        tickets = _to_merge(tickets, given, changed)
    for ticket in tickets:
        _change(ticket, act, given, user, now, changed)
    steps = [step | had.get(step["ticket"], {}) for step in steps_between(before, standings(before))]
    if steps:
        changed.act = remember(user, act=act, steps=steps, now=now).pk
    return changed


def _change(ticket: Ticket, act: str, given: Given, user: User, now: datetime, changed: Changed) -> None:
    """In a savepoint of its own (each flow opens one), so that one refusal undoes nothing else."""
    try:
        _check_new(ticket, act, given)
        FLOWS[act](ticket.reference, user=user, now=now, **given)
    except TicketError as error:
        changed.skipped.append((ticket.reference, error))
    else:
        changed.done.append(ticket.reference)


def _check_new(ticket: Ticket, act: str, given: Given) -> None:
    """Raises Already where the act would change nothing."""
    if GOALS.get(act) == ticket.state or (act == "assign" and given["owner"] == ticket.owner_id):
        raise Already
    if act == "spam" and ticket.spam == given.get("spam", True):
        raise Already


def _belongings(ticket_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """What moves with a merge, so that it can move back: messages, participants and promises of each."""
    promises = owed_by_ticket(ticket_ids)
    return {pk: own | {"promises": promises.get(pk, [])} for pk, own in belongings(ticket_ids).items()}


def _to_merge(tickets: Sequence[Ticket], given: dict[str, Any], changed: Changed) -> list[Ticket]:
    """Which tickets go into which; the target itself is none of them."""
    if "into" in given:
        target = normal_reference(given["into"])
        return [ticket for ticket in tickets if ticket.reference != target] or list(tickets)
    if len(tickets) < 2:
        raise TooFew
    oldest, others = tickets[0], tickets[1:]
    given["into"] = oldest.reference
    same = [t for t in others if t.customer_id == oldest.customer_id and t.customer_id is not None]
    changed.skipped += [(ticket.reference, OtherCustomer()) for ticket in others if ticket not in same]
    return same
