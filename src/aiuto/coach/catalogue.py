"""Every rule by its id, as people read it: why it is there, what it offers, and its examples."""

import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from aiuto.coach import apology
from aiuto.coach.around_words import WHY
from aiuto.coach.checking import check
from aiuto.coach.report import EVIDENCE, GOSSIP, Context
from aiuto.coach.rulebook import ADDRESSES, Rule, rulebook

_EXAMPLES = Path(__file__).with_name("model")
LEARNED = "learned"
SHOWN = 5
"""Examples of each side that a page shows."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`hits` are sentences that the rule finds, `misses` near ones that it lets pass; a rule of the facts has none.

    Without a `language` a rule is of both: it is what the recogniser finds by itself, `with_examples` where asked.
    """

    id: str
    language: str
    kind: str
    severity: str
    why: str
    better: tuple[str, ...] = ()
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()

    @property
    def blocks(self) -> bool:
        return self.severity == "block"


@functools.cache
def catalogue(language: str) -> dict[str, Entry]:
    """The rules that come with Aiuto in a language, by id."""
    return {entry.id: entry for entry in (*_said(language), *_around(language))}


def entry(rule: str) -> Entry | None:
    """One rule by its id; None for one that is not of the catalogue."""
    language = rule.partition(".")[0]
    if language == LEARNED:
        return learned().get(rule)
    return catalogue(language).get(rule) if language in WHY else None


@functools.cache
def learned() -> dict[str, Entry]:
    """What the recogniser finds where no rule names it, a rule for each kind; by id."""
    found: dict[str, Entry] = {}
    for rule in (each for language in WHY for each in rulebook(language).learned.values()):
        if rule.kind not in EVIDENCE:
            better = (*(found[rule.id].better if rule.id in found else ()), *_wordings(rule))
            found[rule.id] = Entry(rule.id, "", rule.kind, rule.severity, "", better)
    return found


@functools.cache
def with_examples(rule: str) -> Entry | None:
    """One rule by its id; of what is learned with what the recogniser finds and lets pass today."""
    found = entry(rule)
    if found is None or rule not in learned():
        return found
    kept = json.loads((_EXAMPLES / "examples_learned.json").read_text(encoding="utf-8"))
    context: Context = "note" if found.kind == GOSSIP else "reply"
    hits, misses = (
        tuple(
            text
            for language in WHY
            for text in [
                each
                for each in kept[language].get(found.kind, {}).get(side, ())
                if _shows(rule, heard_in(each, context, language), found=side == "hits")
            ][:SHOWN]
        )
        for side in ("hits", "misses")
    )
    return replace(found, hits=hits, misses=misses)


def heard_in(text: str, context: Context, language: str) -> set[str]:
    """The rules that find something in a text."""
    return {finding.rule for finding in check(text, context=context, language=language).findings}


def _shows(rule: str, heard: set[str], *, found: bool) -> bool:
    return rule in heard if found else not heard


def _said(language: str) -> Iterator[Entry]:
    examples = json.loads((_EXAMPLES / f"examples_{language}.json").read_text(encoding="utf-8"))
    for rule in rulebook(language).rules:
        if rule.kind not in EVIDENCE:
            shown = {side: tuple(texts) for side, texts in examples.get(rule.id, {}).items()}
            yield Entry(rule.id, language, rule.kind, rule.severity, rule.why, _wordings(rule), **shown)


def _wordings(rule: Rule) -> tuple[str, ...]:
    """In every form of address."""
    return tuple(dict.fromkeys(word for form in ADDRESSES for word in rule.wordings(form)))


def _around(language: str) -> Iterator[Entry]:
    for kind, why in (WHY[language] | apology.WHY[language]).items():
        severity = "block" if kind == "placeholder" else "suggest"
        yield Entry(
            f"{language}.{kind}", language, kind, severity, why.replace("{0}", "…").replace("{1}", "…")
        )
