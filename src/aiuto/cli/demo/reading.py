"""The sample company as its files tell it: who there is, and what was said when.

A step of a story is `[what, when, text, extras]`. *What* is a verb with the colleague who acts ("reply anna waiting").
*When* counts back from now: "6d 09:15" is six working days ago at that hour in Rome, "3h" and "25m" are just that.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")
_AGO = re.compile(r"(\d+)d (\d\d:\d\d)|(\d+)([hm])")
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works here."""

    key: str
    name: str
    email: str
    role: str
    teams: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who writes or calls."""

    key: str
    name: str
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One thing that happened. `story` is the request's key; `place` keeps the order of what came at one moment."""

    at: datetime
    place: int
    story: str
    verb: str
    words: tuple[str, ...]
    text: str = ""
    extras: dict[str, Any] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Story:
    """A request: whose, at which desk, about what."""

    key: str
    asker: Asker
    desk: str
    subject: str


@dataclass(frozen=True, slots=True)
class Company:
    """Everything that the files tell."""

    colleagues: dict[str, Colleague]
    stories: dict[str, Story]
    steps: list[Step]


def read_company(now: datetime) -> Company:
    """The company as of `now`, its steps in the order in which they happened."""
    told = _toml("company.toml")
    colleagues = {key: Colleague(key, **_tuples(values)) for key, values in told["colleagues"].items()}
    askers = {key: Asker(key, **values) for key, values in told["customers"].items()}
    askers |= {key: Asker(key, c.name, c.email) for key, c in colleagues.items()}
    stories: dict[str, Story] = {}
    steps: list[Step] = []
    for number, given in enumerate(_requests()):
        key = given.get("key", f"request {number}")
        stories[key] = Story(key, askers[given["from"]], given.get("desk", "customers"), given["subject"])
        steps += [_step(key, len(steps) + place, step, now=now) for place, step in enumerate(given["steps"])]
    return Company(colleagues, stories, sorted(steps))


def ago(text: str, *, now: datetime) -> datetime:
    """The moment that `text` counts back to."""
    found = _AGO.fullmatch(text)
    if found is None:
        raise ValueError(f"not a moment: {text!r}")
    days, clock, count, unit = found.groups()
    if unit:
        return now - timedelta(**{"h": {"hours": int(count)}, "m": {"minutes": int(count)}}[unit])
    day = now.astimezone(ROME).date()
    for _ in range(int(days)):
        day -= timedelta(days=1)
        while day.weekday() >= _SATURDAY:
            day -= timedelta(days=1)
    return datetime.combine(day, time.fromisoformat(clock), ROME).astimezone(now.tzinfo)


def _step(story: str, place: int, given: list[Any], *, now: datetime) -> Step:
    what, when, *rest = given
    verb, *words = what.split()
    text, extras = (*rest, "", {})[:2] if len(rest) < 2 else rest
    return Step(ago(when, now=now), place, story, verb, tuple(words), text.strip(), extras or {})


def _requests() -> Iterator[dict[str, Any]]:
    folder = files(__package__) / "stories"
    for name in sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml")):
        yield from _toml(f"stories/{name}")["request"]


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))


def _tuples(values: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
