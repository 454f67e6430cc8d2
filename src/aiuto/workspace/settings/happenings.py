"""The journal in words: who did what to which desk, mailbox or person, and what changed from what to what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aiuto.intake.queries import addresses_of
from aiuto.people.queries import names_of, names_of_places
from aiuto.tickets.queries.causes import cause_names
from aiuto.tickets.queries.words import names_of_words
from aiuto.workspace.settings.happening_words import ATTRIBUTES, CHOICES, KINDS

Names = dict[str, dict[int, str]]
ACTORS = {
    "system": gettext_lazy("Aiuto"),
    "import": gettext_lazy("An import"),
    "rule": gettext_lazy("A rule"),
    "customer": gettext_lazy("A customer"),
}
# Which things the ids of an attribute name.
OF = {
    "desks": "desk",
    "desk_id": "desk",
    "schedule_id": "schedule",
    "reason_id": "reason",
    "parent_id": "cause",
    "members": "person",
    "teams": "team",
    "into": "tag",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One attribute; without `old` and `new` it is only said that it changed."""

    name: str
    old: str = ""
    new: str = ""
    said: bool = True


@dataclass(frozen=True, slots=True)
class Happening:
    """One event: `who` did `what`; `changes` are its details."""

    at: datetime
    who: str
    what: str
    changes: list[Change] = field(default_factory=list)


def told(events: Sequence[Any]) -> list[Happening]:
    """Every event in words, with the names asked for in a few statements however many events there are."""
    names = _names(events)
    return [
        Happening(event.at, _who(event, names), _what(event, names), _changes(event, names))
        for event in events
    ]


def _who(event: Any, names: Names) -> str:
    if event.actor_kind == "person":
        return names["person"].get(event.actor_id or 0, _("somebody"))
    return str(ACTORS.get(event.actor_kind, event.actor_kind))


def _what(event: Any, names: Names) -> str:
    sentence = KINDS.get(event.kind, event.kind)
    thing = event.data.get("name") or _thing(event, names)
    return str(sentence) % {**event.data, "thing": thing} if isinstance(sentence, Promise) else sentence


def _thing(event: Any, names: Names) -> str:
    room = event.kind.partition(".")[0]
    number = event.data.get(room)
    return names.get(room, {}).get(number) or (f"#{number}" if number else "")


def _changes(event: Any, names: Names) -> list[Change]:
    changed = event.data.get("changed")
    if not isinstance(changed, dict):
        return []
    return [_change(name, pair, names) for name, pair in changed.items()]


def _change(name: str, pair: Any, names: Names) -> Change:
    label = str(ATTRIBUTES.get(name, name))
    if pair is None or name in ("week", "special_days"):
        return Change(label, said=False)
    old, new = (_value(name, value, names) for value in pair)
    return Change(label, old, new)


def _value(name: str, value: Any, names: Names) -> str:
    match value:
        case None | "" | []:
            return "–"
        case bool():
            return _("yes") if value else _("no")
        case list():
            return ", ".join(_named(name, one, names) for one in value)
    return _named(name, value, names)


def _named(name: str, value: Any, names: Names) -> str:
    if name in OF:
        return names[OF[name]].get(value, f"#{value}")
    return str(CHOICES.get(value, value)) if isinstance(value, str) else str(value)


def _names(events: Iterable[Any]) -> Names:
    asked: dict[str, set[int]] = {
        room: set() for room in ("desk", "schedule", "team", "person", "mailbox", "tag", "reason", "cause")
    }
    for event in events:
        if event.actor_kind == "person" and event.actor_id:
            asked["person"].add(event.actor_id)
        for room, ids in asked.items():
            ids.update(value for value in [event.data.get(room)] if isinstance(value, int))
        changed = event.data.get("changed")
        for name, pair in changed.items() if isinstance(changed, dict) else ():
            if name in OF and pair:
                asked[OF[name]].update(_ids(pair))
    desks, teams, schedules = names_of_places(asked["desk"], asked["team"], asked["schedule"])
    tags, reasons = names_of_words(asked["tag"], asked["reason"])
    people, mailboxes = names_of(asked["person"]), addresses_of(asked["mailbox"])
    return {
        "desk": desks,
        "team": teams,
        "schedule": schedules,
        "tag": tags,
        "reason": reasons,
        "cause": cause_names(asked["cause"]),
        "person": people,
        "mailbox": mailboxes,
    }


def _ids(pair: Iterable[Any]) -> set[int]:
    flat = [one for value in pair for one in (value if isinstance(value, list) else [value])]
    return {one for one in flat if isinstance(one, int)}
