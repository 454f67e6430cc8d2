"""What the law owes a customer from the delivery on: as the Italian presets say, or a desk's own words, and until when.

Withdrawal from what was bought at a distance: Codice del consumo, art. 52 and 56; goods as agreed: 130 to 135-bis.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction

from aiuto.business_hours import BadSchedule
from aiuto.business_hours.reading import holidays_of
from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.people.models import Desk, DeskKind
from aiuto.recovery.errors import BadDuty
from aiuto.recovery.models import Duty, DutyKind

DAY = timedelta(days=1)
LONGEST = 400
MOST = {DutyKind.WITHDRAWAL: 366, DutyKind.CONFORMITY: 120}
"""A year of days, ten years of months: beyond it stands a slip."""


@dataclass(frozen=True, slots=True)
class Terms:
    """`length` is in days for a withdrawal, in months for conformity; 0: it does not hold."""

    length: int
    text_it: str
    text_en: str

    def text(self, language: str) -> str:
        return self.text_en if language == "en" else self.text_it


PRESETS: dict[DutyKind, Terms] = {
    DutyKind.WITHDRAWAL: Terms(
        14,
        "Chi ha comprato a distanza e ha cambiato idea può restituire quanto ha ricevuto senza dirne il motivo:"
        " rimborsiamo il prezzo e la spedizione pagata.",
        "Whoever bought at a distance and changed their mind may send it back and need not say why: we pay back the"
        " price and the delivery that was paid.",
    ),
    DutyKind.CONFORMITY: Terms(
        24,
        "Se quanto ha ricevuto non è come concordato, lo ripariamo o lo sostituiamo senza spese. Se non basta,"
        " riduciamo il prezzo oppure restituiamo il denaro.",
        "Where what arrived is not as agreed, we repair or replace it free of charge. Where that does not help, we"
        " lower the price or give the money back.",
    ),
}


def presets_of(desk: Desk) -> dict[DutyKind, Terms]:
    """At a desk for colleagues none holds, unless somebody says so."""
    if desk.kind == DeskKind.CUSTOMERS:
        return PRESETS
    return {kind: replace(preset, length=0) for kind, preset in PRESETS.items()}


def duties_of(desk: Desk) -> dict[DutyKind, Terms]:
    """The desk's own, else the presets. One statement."""
    own = {
        DutyKind(duty.kind): Terms(duty.length, duty.text_it, duty.text_en)
        for duty in Duty.objects.filter(desk=desk)
    }
    return {kind: own.get(kind, preset) for kind, preset in presets_of(desk).items()}


def last_day(kind: DutyKind, length: int, delivered: date, *, country: str) -> date:
    """The last day on which it can be asked for.

    A withdrawal whose last day is no day of work there can be asked for on the next one (Regulation 1182/71, art. 3).
    """
    if kind == DutyKind.CONFORMITY:
        return _months_later(delivered, length)
    return _next_working_day(delivered + length * DAY, country)


def _months_later(day: date, months: int) -> date:
    """The same day of that month, its last where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _next_working_day(day: date, country: str) -> date:
    try:
        free = holidays_of(country) if country else frozenset[date]()
    except BadSchedule:
        free = frozenset()
    while day.weekday() > 4 or day in free:
        day += DAY
    return day


@transaction.atomic(savepoint=False)
def keep_duties(desk: Desk, given: Mapping[DutyKind, Terms], *, by: Actor, now: datetime) -> None:
    """What holds from now on; what is as the preset says is not kept. Raises BadDuty."""
    before, wanted = duties_of(desk), {kind: _cleaned(kind, terms) for kind, terms in given.items()}
    changed = sorted(kind.value for kind, terms in wanted.items() if terms != before[kind])
    for kind, terms in wanted.items():
        _keep(desk, kind, terms)
    if changed:
        record("desk.duties_changed", by=by, now=now, desk=desk.pk, changed=changed)


def _keep(desk: Desk, kind: DutyKind, terms: Terms) -> None:
    if terms == presets_of(desk)[kind]:
        Duty.objects.filter(desk=desk, kind=kind).delete()
        return
    said = {"length": terms.length, "text_it": terms.text_it, "text_en": terms.text_en}
    Duty.objects.update_or_create(desk=desk, kind=kind, defaults=said)


def _cleaned(kind: DutyKind, terms: Terms) -> Terms:
    """Without words it says what the preset says."""
    preset = PRESETS[kind]
    if not 0 <= terms.length <= MOST[kind]:
        raise BadDuty
    texts = (" ".join(text.split())[:LONGEST] for text in (terms.text_it, terms.text_en))
    return Terms(
        terms.length,
        *(text or own for text, own in zip(texts, (preset.text_it, preset.text_en), strict=True)),
    )
