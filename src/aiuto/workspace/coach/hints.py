"""Hints as the composer shows them: places counted as a browser counts, and what taking a wording puts where."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from aiuto.coach.catalogue import entry
from aiuto.coach.report import Finding, Heard, Span
from aiuto.coach.whys import why_in
from aiuto.flows.check_draft import Checked, Hint, as_kept
from aiuto.promises.queries import Offer, offers_of

MOST = 12
UNRECORDED = "unrecorded_date"
OF_ALL = "other_language"
"""It is said of the whole text: to underline all of it would show nothing."""
OF_WORDS = frozenset(("wrong_name", "placeholder", "mixed_address", "jargon"))
"""Their wordings stand for what is underlined, whatever letter they begin with."""
MARKS: tuple[tuple[str, str | Promise, str | Promise], ...] = (
    (
        "restates",
        _("their words"),
        _("Say in your words what they wrote: an order, a day, a detail of theirs."),
    ),
    (
        "effect",
        _("what it means to them"),
        _("Name what it costs them: the wait, the worry, the second call."),
    ),
    ("next_step", _("the next step"), _("Say who does what next, with a day or an hour.")),
    ("asks_nothing_known", _("nothing asked twice"), _("You ask for something that we have already.")),
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A better wording, and what is replaced by it: `text` from `begin` to `end`."""

    shown: str
    text: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Card:
    """One hint: where it is underlined, what is said there, why, and what would be better.

    `pieces` are what is said, each with whether it is one of the words by which that was recognised.
    """

    rule: str
    kind: str
    severity: str
    begin: int
    end: int
    said: str
    sentence: str
    why: str
    wordings: list[Wording] = field(default_factory=list)
    known: bool = False
    pieces: list[tuple[str, bool]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Said:
    """What the draft promises, and the card that says that nobody has recorded it."""

    offer: Offer
    card: Card | None


def contents(checked: Checked, text: str, *, now: datetime) -> dict[str, Any]:
    """The cards and, for an answer, the four marks, what it promises, the points it takes up, and a breath to take."""
    answers_them = checked.ticket.reference and checked.report.language and text.strip()
    heard = _heard(checked.report.heard) if answers_them else []
    cards = cards_of(checked.hints[:MOST], text)
    offers = list(_offers(checked, cards, text, now))
    beside = [said.card for said in offers]
    return {
        "cards": [card for card in cards if card not in beside],
        "marks": heard,
        "said_in": checked.report.language,
        "missing": next((mark for mark in heard if not mark["there"]), None),
        "offers": offers,
        "wanted_by": checked.ticket.wanted_by,
        "taken_up": [point.key for point in checked.taken_up],
        "points": [{"point": point, "ticked": point in checked.taken_up} for point in checked.points],
        "breath": checked if checked.breath else None,
        "exchanges": settings.ENVIRONMENT.aiuto_breath_exchange,
        "minutes": settings.ENVIRONMENT.aiuto_breath_minutes,
    }


def cards_of(hints: Iterable[Hint], text: str) -> list[Card]:
    """The hints as they are shown."""
    places = _places(text)
    return [_card(hint, text, places) for hint in hints]


def rewritten(cards: Iterable[Card], text: str) -> str:
    """The text with the first wording of each card; of two that overlap the first. Empty where nothing is offered."""
    encoded, done, parts = text.encode("utf-16-le"), 0, []
    for wording in (card.wordings[0] for card in cards if card.wordings):
        if wording.begin >= done:
            parts += [encoded[2 * done : 2 * wording.begin].decode("utf-16-le"), wording.text]
            done = wording.end
    return "".join([*parts, encoded[2 * done :].decode("utf-16-le")]) if parts else ""


def taken(cards: Iterable[Card], text: str, *, rule: str, wording: str) -> str:
    """The text with one wording of a rule in its first place; as it was where that is not offered."""
    for card in cards:
        for each in card.wordings:
            if (card.rule, each.shown) == (rule, wording):
                encoded = text.encode("utf-16-le")
                before, after = encoded[: 2 * each.begin], encoded[2 * each.end :]
                return before.decode("utf-16-le") + each.text + after.decode("utf-16-le")
    return text


def _offers(checked: Checked, cards: Iterable[Card], text: str, now: datetime) -> Iterator[Said]:
    places = _places(text)
    unrecorded = {(card.begin, card.end): card for card in cards if card.kind == UNRECORDED}
    for one in checked.report.commitments:
        if said := as_kept(one, text):
            card = unrecorded.get((places[one.span[0]], places[one.span[1]]))
            for offer in offers_of([said], checked.ticket.desk, now=now):
                yield Said(offer, card)


def _heard(heard: Heard) -> list[dict[str, Any]]:
    return [{"there": getattr(heard, part), "name": name, "hint": hint} for part, name, hint in MARKS]


def _places(text: str) -> list[int]:
    """Of each letter its place in UTF-16, in which a browser counts."""
    return [0, *accumulate(2 if ord(letter) > 0xFFFF else 1 for letter in text)]


def _card(hint: Hint, text: str, places: list[int]) -> Card:
    finding = hint.finding
    begin, end = (0, 0) if finding.kind == OF_ALL else finding.span
    return Card(
        rule=finding.rule,
        kind=finding.kind,
        severity=finding.severity,
        begin=places[begin],
        end=places[end],
        said=text[begin:end],
        sentence=text[slice(*hint.sentence)],
        why=why_of(finding),
        wordings=list(_wordings(hint, text, places)),
        known=entry(finding.rule) is not None,
        pieces=list(_pieces(text, (begin, end), finding.weighed)),
    )


def why_of(finding: Finding) -> str:
    """In the language of who reads it."""
    return why_in(
        get_language() or "", rule=finding.rule, kind=finding.kind, why=finding.why, named=finding.named
    )


def _pieces(text: str, span: Span, weighed: Iterable[Span]) -> Iterator[tuple[str, bool]]:
    at, end = span
    for first, last in sorted(set(weighed)):
        yield text[at:first], False
        yield text[first:last], True
        at = last
    yield text[at:end], False


def _wordings(hint: Hint, text: str, places: list[int]) -> Iterator[Wording]:
    """A wording that is a sentence stands for the whole sentence, any other for what is underlined.

    Where nothing is underlined, a sentence is missing: it goes there.
    """
    at, until = hint.finding.span
    for shown in hint.finding.better:
        if at == until:
            yield Wording(shown, f"{shown} ", places[at], places[at])
            continue
        whole = shown[:1].isupper() and hint.finding.kind not in OF_WORDS
        begin, end = hint.sentence if whole else hint.finding.span
        said, put = text[begin:end], shown
        if not whole and said[:1].isupper():
            put = shown[:1].upper() + shown[1:]
        if whole and said[-1:] in ".!?" and not re.search(r"[.!?…:]$", shown):
            put += "."
        yield Wording(shown, put, places[begin], places[end])
