"""How soon what was written was answered: at all, and helpfully, side by side; by reason or team, never by person."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from aiuto.people.models import User
from aiuto.promises.models import Kind, State
from aiuto.promises.queries import visible_to
from aiuto.promises.queries.kept import BY, MOST, Tickets
from aiuto.tickets.queries.waits import Spread, spread

KEPT = (State.KEPT, State.KEPT_LATE)


@dataclass(frozen=True, slots=True)
class Speed:
    """Of the first answers of one group: to any response of a person, and to the one that kept it."""

    name: str
    response: Spread | None
    answer: Spread | None


def speeds(
    user: User, *, by: str, since: datetime, until: datetime, apart: Tickets
) -> tuple[list[Speed], Speed | None]:
    """Of each reason or team (a key of BY; a kind is only one), and of all; of the newest that were due in that time.

    The requests `apart` are left out. One statement.
    """
    field = None if by == "kind" else BY[by][0]
    due = visible_to(user).filter(kind=Kind.FIRST_ANSWER, due_at__gte=since, due_at__lt=until)
    answered = due.filter(responded_at__isnull=False).exclude(ticket__in=apart).order_by("-due_at")
    rows = answered.values_list("made_at", "responded_at", "closed_at", "state", *([field] if field else []))
    taken = [_taken(*row) for row in rows[:MOST]]
    names = sorted({name for name, _response, _answer in taken}) if field else []
    total = _speed("", taken) if taken else None
    return [_speed(name, [each for each in taken if each[0] == name]) for name in names], total


Taken = tuple[str, timedelta, timedelta | None]
"""Of which group, to the response, to the answer that helped."""


def _taken(
    made: datetime, responded: datetime, closed: datetime | None, state: str, name: str | None = ""
) -> Taken:
    return name or "", responded - made, closed - made if closed and state in KEPT else None


def _speed(name: str, taken: list[Taken]) -> Speed:
    answers = [answer for _name, _response, answer in taken if answer is not None]
    return Speed(name, spread([response for _name, response, _answer in taken]), spread(answers))
