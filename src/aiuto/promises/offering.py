"""What an answer says it will do, offered as a promise: its kind from the words, its moment from a day or an hour."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from aiuto.people.models import Desk
from aiuto.promises.counting import end_of_day
from aiuto.promises.making import Word
from aiuto.promises.models import Kind

KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\b(?:{words})", re.IGNORECASE))
    for kind, words in (
        (Kind.CALL_BACK, r"(?:ri)?chiam\w+|telefon\w+|(?:ri)?sent(?:o|iamo)\b|call\b|ring\b|phone\b"),
        (
            Kind.APPOINTMENT,
            r"appuntament\w+|pass(?:o|iamo|erò|eremo)\b|vi\w*tecnico|appointment|visit\b|meet\b|come by",
        ),
        (
            Kind.COMPENSATION,
            r"rimbors\w+|accredit\w+|riaccredit\w+|buono\b|sconto\b|refund\w*|credit\b|voucher|compensat\w+",
        ),
        (Kind.DELIVERY, r"spedi\w+|consegn\w+|arriv\w+|recapit\w+|ship\w*|deliver\w*|arrive\w*|dispatch\w*"),
        (
            Kind.NEXT_UPDATE,
            r"aggiorn\w+|far\w+ saper\w+|faccio saper\w+|notizi\w+|update\w*|let you know|keep you posted|news\b",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Offer:
    """What could be recorded as a promise. `key` names it in forms."""

    key: str
    kind: Kind
    what: str
    due: datetime

    def word(self, *, source: int | None) -> Word:
        return Word(kind=self.kind, what=self.what, due=self.due, source=source, knowingly=True)


def offers_of(commitments: Sequence[Mapping[str, Any]] | None, desk: Desk, *, now: datetime) -> list[Offer]:
    """Of what an answer commits to (what, `said` up to its time, and due as ISO 8601), that which is still to come."""
    found = []
    for each in commitments or ():
        due = moment_of(str(each["due"]), desk)
        if due > now:
            what = " ".join(str(each["what"]).split())[:500]
            key = key_of(what, str(each.get("said") or each["due"]))
            found.append(Offer(key, kind_of(what), what, due))
    return found


def moments_in(
    commitments: Sequence[Mapping[str, Any]] | None, desk: Desk, *, now: datetime
) -> set[datetime]:
    """When that is due which an answer commits to and which is still to come."""
    return {offer.due for offer in offers_of(commitments, desk, now=now)}


def moment_of(due: str, desk: Desk) -> datetime:
    """A day is over when the desk closes."""
    if len(due) == len("2026-01-31"):
        return end_of_day(desk, date.fromisoformat(due))
    return datetime.fromisoformat(due)


def kind_of(what: str) -> Kind:
    """What these words promise; something to be done where they tell no more."""
    return next((kind for kind, words in KINDS if words.search(what)), Kind.FIX)


def key_of(what: str, said: str) -> str:
    """The same for the same words, whatever day it is by which "tomorrow" is counted."""
    return sha256(
        f"{' '.join(said.split())} {' '.join(what.split())}".encode("utf-8", "replace")
    ).hexdigest()[:16]
