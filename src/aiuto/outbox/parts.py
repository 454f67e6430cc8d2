"""The finished parts of what must leave: all that a channel turns into bytes."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Person:
    """A name and an e-mail address, as they stand in From, To, Cc or Reply-To."""

    email: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A blob that goes along, by hash."""

    sha256: str
    name: str
    content_type: str
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the other side said when it took a delivery: its own `reference`, and whether all is done with that."""

    reference: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """One message to one recipient. `envelope_from` None means the From address, "" the null sender.

    `message_id` and the ids in `in_reply_to` and `references` stand without angle brackets. `date` is ISO 8601 with its
    offset: a second sending has the same bytes as the first.
    """

    sender: Person
    to: tuple[Person, ...]
    subject: str
    text: str
    message_id: str
    html: str = ""
    cc: tuple[Person, ...] = ()
    reply_to: Person | None = None
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    auto_submitted: str = ""
    envelope_from: str | None = None
    files: tuple[File, ...] = field(default=())
    date: str = ""

    def as_json(self) -> dict[str, Any]:
        """The form kept in `Delivery.parts`."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Parts":
        """The parts that `as_json` wrote."""
        people = {name: tuple(Person(**p) for p in kept[name]) for name in ("to", "cc")}
        reply_to = Person(**kept["reply_to"]) if kept["reply_to"] else None
        files = tuple(File(**f) for f in kept["files"])
        rest = {"sender": Person(**kept["sender"]), "reply_to": reply_to, "files": files}
        return cls(**{**kept, **people, **rest, "references": tuple(kept["references"])})
