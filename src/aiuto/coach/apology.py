"""Whether what a reply says is a real apology: the fact, its effect, the remedy, a date and a name; in new words."""

from collections.abc import Iterable
from dataclasses import dataclass

from aiuto.coach.report import Finding, Report
from aiuto.coach.words import words_of

PARTS = ("fact", "effect", "remedy", "date", "name")
MOST = 2
"""Sentences that apologise in one message; from the third on it is noise."""
SAME = 0.75
"""From which share of shared words on two apologies are the same one."""
NAMES = {
    "it": {
        "fact": "il fatto",
        "effect": "che cosa ha significato per chi legge",
        "remedy": "il rimedio",
        "date": "una data",
        "name": "un nome",
    },
    "en": {
        "fact": "the fact",
        "effect": "what it meant for the reader",
        "remedy": "the remedy",
        "date": "a date",
        "name": "a name",
    },
}
WHY = {
    "it": {
        "thin_apology": "Alle scuse manca: {0}.",
        "many_apologies": "Le scuse si chiedono una volta, o due: di più è rumore.",
        "same_apology": "Queste scuse le ha già lette: dille con parole nuove.",
    },
    "en": {
        "thin_apology": "The apology lacks: {0}.",
        "many_apologies": "Say sorry once, or twice: more is noise.",
        "same_apology": "They have read this apology before: say it in new words.",
    },
}


@dataclass(frozen=True, slots=True)
class Apology:
    """What the apologies of a reply hold together, how many there are, and their words without numbers."""

    times: int
    holds: frozenset[str]
    words: str

    @property
    def missing(self) -> list[str]:
        return [part for part in PARTS if part not in self.holds]

    @property
    def real(self) -> bool:
        return not self.missing and self.times <= MOST

    def repeats(self, earlier: Iterable[str]) -> bool:
        """Whether it says again what one of these earlier ones said."""
        own = set(self.words.split())
        return any(_alike(own, set(words.split())) for words in earlier)


def apology_in(text: str, report: Report, *, writer: str = "") -> Apology | None:
    """The apology of a reply, of which `report` is the coach's; None for a reply without.

    A name is the reader's, or that of the `writer` who signs it.
    """
    found = [item for item in report.evidence if item.kind == "apology"]
    if not found:
        return None
    said = " ".join(text[slice(*item.span)] for item in found)
    words = (word for word in words_of(said).texts if word.isalpha())
    holds = {part for item in found for part in item.holds}
    if set(words_of(writer).texts) & set(words_of(text).texts):
        holds.add("name")
    return Apology(len(found), frozenset(holds), " ".join(words))


def findings(
    apology: Apology, earlier: Iterable[str], report: Report, *, same_template: bool = False
) -> list[Finding]:
    """What would make it a real one; one from the `same_template` as an earlier one they have read before."""
    language = report.language if report.language in WHY else "en"
    span = next(item.span for item in report.evidence if item.kind == "apology")
    kinds = []
    if apology.missing:
        kinds.append("thin_apology")
    if apology.times > MOST:
        kinds.append("many_apologies")
    if same_template or apology.repeats(earlier):
        kinds.append("same_apology")
    named = tuple(apology.missing)
    return [
        Finding(kind, span, f"{language}.{kind}", "suggest", why(kind, named, language), named=named)
        for kind in kinds
    ]


def why(kind: str, missing: Iterable[str], language: str) -> str:
    """Why, in a language; of an apology that lacks something, with the names of what is missing."""
    named = ", ".join(NAMES[language].get(part, part) for part in missing)
    return WHY[language][kind].format(named)


def _alike(one: set[str], other: set[str]) -> bool:
    return bool(one) and len(one & other) >= SAME * max(len(one), len(other))
