"""How often the coach is right, on every set that it is measured on: for `make bench` and for the page about it."""

import json
from collections.abc import Iterator
from pathlib import Path

from aiuto.coach.checking import by_rules, read_draft
from aiuto.coach.facts import NO_FACTS
from aiuto.coach.report import Context
from tools.coach_measure import Labelled, Measure, measured
from tools.coach_promises import promises, read
from tools.coach_recogniser import LANGUAGES, examples

SETS = Path(__file__).resolve().parent.parent / "tests" / "coach" / "development"
FIRST, SECOND, THIRD, FOURTH = "development", "second", "third", "fourth"
FIFTH, ASIDE = "fifth", "aside"
SHOWN = (FIRST, SECOND, THIRD, FOURTH, FIFTH, ASIDE)
NAMES = {FIRST: "", SECOND: "-2", THIRD: "-3", FOURTH: "-4", FIFTH: "-5"}
"""How the files of each set end."""


def texts_of(which: str, language: str) -> list[Labelled]:
    """The texts of a set with their contexts and labels."""
    if which == ASIDE:
        return [(each.text, each.context, each.labels) for each in examples(language) if each.aside]
    lines = (SETS / f"{language}{NAMES[which]}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [(row["text"], row["context"], frozenset(row["labels"])) for row in rows]


def both(which: str, language: str) -> Measure:
    """With rules and recogniser."""
    return measured(texts_of(which, language), language)


def rules_alone(which: str, language: str) -> Measure:
    """Without the recogniser."""

    def labels(text: str, context: Context) -> frozenset[str]:
        hits = by_rules(read_draft(text), (language,), context, NO_FACTS)
        return frozenset(hit.rule.kind for part in hits for hit in part)

    return measured(texts_of(which, language), language, labels)


def table() -> Iterator[tuple[str, ...]]:
    """Set, language, texts, precision, recall, F1 and false alarms; with the rules alone for comparison."""
    for which in SHOWN:
        for language in LANGUAGES:
            for parts, measure in (("both", both(which, language)), ("rules", rules_alone(which, language))):
                score = measure.avoided
                yield (
                    which, language, parts, str(len(texts_of(which, language))), f"{score.precision:.2f}",
                    f"{score.recall:.2f}", f"{score.f1:.2f}", f"{measure.false_alarms:.1%}",
                )  # fmt: skip


def kinds() -> Iterator[tuple[str, ...]]:
    """Of each kind its F1 on each set and in each language, both parts on."""
    measures = [both(which, language) for which in SHOWN for language in LANGUAGES]
    for kind in measures[0].kinds:
        scores = [measure.kinds[kind] for measure in measures]
        if kind != "commitment":
            shown = [f"{score.f1:.2f}" if score.right + score.missed else "" for score in scores]
            yield f"`{kind}`", *shown


def promised() -> Iterator[tuple[str, ...]]:
    """Language, promises, found, of these with the exact due, harmless texts in which one is seen."""
    for language in LANGUAGES:
        each = promises(read(language), language)
        yield (
            language, str(each.promised), f"{each.found / each.promised:.1%}",
            f"{each.exact / each.found:.1%}", f"{each.touched / each.harmless:.1%}",
        )  # fmt: skip
