"""Orders come in from another system, as often as one likes: what is the same stays, what changed is changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db import IntegrityError, transaction

from aiuto.customers.order_files import OrderRow, Wrong, read_orders
from aiuto.customers.ordering import Outcome, keep_order
from aiuto.journal.actors import IMPORT, person
from aiuto.journal.recording import record
from aiuto.people.models import User
from aiuto.people.policies import check_manages_people

_BATCH = 200


@dataclass(slots=True)
class Imported:
    """How many orders were read, and what became of them; `wrong` are lines of the file, each with a sentence."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    wrong: list[Wrong] = field(default_factory=list)


def import_orders(lines: Iterable[bytes], *, source: str, now: datetime, by: User | None = None) -> Imported:
    """Keep every order of a file (`customers.order_files` says how it is written) under the name of its source.

    Commits every few hundred orders: stopped and run again, it ends where it would have. Wrong lines are told by
    their number and cost none of the others. `by` None is the command line. Raises NotAllowed.
    """
    if by:
        check_manages_people(by)
    imported = Imported()
    for batch in _batches(_right(read_orders(lines), imported.wrong)):
        try:
            outcomes = _keep(batch, source=source, now=now)
        except IntegrityError:  # a customer of theirs wrote for the first time at this moment
            outcomes = _keep(batch, source=source, now=now)
        imported.read += len(outcomes)
        imported.created += outcomes.count(Outcome.CREATED)
        imported.updated += outcomes.count(Outcome.UPDATED)
        imported.unchanged += outcomes.count(Outcome.UNCHANGED)
    imported.wrong.sort(key=lambda wrong: wrong.line)
    _note(imported, source=source, by=by, now=now)
    return imported


def _note(imported: Imported, *, source: str, by: User | None, now: datetime) -> None:
    figures = {name: getattr(imported, name) for name in ("read", "created", "updated", "unchanged")}
    actor = person(by.pk) if by else IMPORT
    record("orders.imported", by=actor, now=now, source=source[:40], wrong=len(imported.wrong), **figures)


@transaction.atomic
def _keep(batch: list[OrderRow], *, source: str, now: datetime) -> list[Outcome]:
    return [keep_order(row, source=source[:40], by=IMPORT, now=now) for row in batch]


def _right(rows: Iterable[OrderRow | Wrong], wrong: list[Wrong]) -> Iterator[OrderRow]:
    for row in rows:
        if isinstance(row, Wrong):
            wrong.append(row)
        else:
            yield row


def _batches(rows: Iterator[OrderRow]) -> Iterator[list[OrderRow]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch
