"""Train the coach's recogniser on the corpus: writes `coach/model/learned_*.bin`, the same bytes for the same corpus.

`--check` tells whether the models are as old as what they are made of; `--measure` prints how well they do on the
passes that were kept aside. Training needs scikit-learn (requirements/model.txt); the others do not.
"""

import argparse
import hashlib
import json
import re
import struct
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from aiuto.coach.checking import by_rules, read_draft
from aiuto.coach.english import plain_forms
from aiuto.coach.facts import NO_FACTS
from aiuto.coach.features import (
    EDGE,
    LONGEST,
    REACH,
    Alphabet,
    Feature,
    mass_of,
    of_asked,
    of_form,
    of_neighbour,
    of_pair,
    of_rule,
    of_word,
)  # fmt: skip
from aiuto.coach.recogniser import LANE
from aiuto.coach.report import COLD, EVIDENCE, GOSSIP, TO_AVOID, Context
from aiuto.coach.stems import stem_of
from tools.coach_fit import Fitted, fit
from tools.coach_measure import measured, shown

ROOT = Path(__file__).resolve().parents[1]
COACH = ROOT / "src" / "aiuto" / "coach"
LANGUAGES = ("it", "en")
KINDS = (*TO_AVOID, COLD, GOSSIP, *(kind for kind in EVIDENCE if kind != "commitment"))
"""What is learned; commitments are read from the times that a text names."""
ASIDE = 5
"""Every fifth pass is kept aside: nothing is trained on it, though settings are chosen with its figures in sight."""
STEM_SEEN = 2
"""Sentences in which a stem must stand to be known."""
SCALE = 50
"""Weights are written as fiftieths."""
MADE_OF = ("coach_recogniser.py", "coach_fit.py")


@dataclass(slots=True)
class Example:
    """One line of the corpus, and how often each feature stands in each of its sentences."""

    source: str
    context: Context
    labels: frozenset[str]
    text: str
    sentences: list[Counter[Feature]] = field(default_factory=list)

    @property
    def aside(self) -> bool:
        return int(self.source[:2]) % ASIDE == 0


def examples(language: str) -> list[Example]:
    """The corpus. Raises ValueError for a line that is none."""
    found = []
    for path in sorted((COACH / "corpus" / language).glob("[0-9][0-9]_*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip() and not line.startswith("#"):
                found.append(_example(path.name, number, line))
    return found


def rule_examples(language: str) -> list[Example]:
    """The sentences that show what a rule hits and what it leaves alone, with all that rules find in them."""
    rules = yaml.safe_load((COACH / "rules" / f"{language}.yaml").read_text(encoding="utf-8"))["rules"]
    found: dict[str, Example] = {}
    for rule in rules:
        context: Context = "note" if rule["kind"] == GOSSIP else "reply"
        for text in (*rule["hits"], *rule["misses"]):
            hits = by_rules(read_draft(text), (language,), context, NO_FACTS)
            kinds = frozenset(hit.rule.kind for part in hits for hit in part)
            found[text] = Example("rules", context, kinds, text)
    return list(found.values())


def _example(source: str, number: int, line: str) -> Example:
    labels, tab, text = line.partition("\t")
    named = frozenset(labels.replace(" ", "").split(","))
    if not tab or not named <= {*TO_AVOID, COLD, GOSSIP, *EVIDENCE, "ok"}:
        raise ValueError(f"{source}:{number}: not labels, a tab and a text: {line[:60]!r}")
    other = re.match(r"(note|rule): ?", text)
    context: Context = "reply" if not other else "note" if other[1] == "note" else "rule"
    return Example(source, context, named - {"ok"}, text[other.end() :] if other else text)


def cues_of(language: str) -> dict[str, list[str]]:
    """The cue file: a name at the margin, its words below."""
    cues: dict[str, list[str]] = {}
    for line in (COACH / "cues" / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            if line[0].isspace():
                cues[next(reversed(cues))] += line.split()
            else:
                cues[line.strip()] = []
    return cues


def stems_of(corpus: Iterable[Example], language: str) -> list[str]:
    """The stems that several sentences of the corpus share."""
    counted: Counter[str] = Counter()
    for example in corpus:
        for words in _forms(example, language):
            counted.update({stem_of(word, language) if word.isalpha() else word for word in words})
    return sorted(stem for stem, number in counted.items() if number >= STEM_SEEN and not stem.isdecimal())


def _forms(example: Example, language: str) -> list[list[str]]:
    draft = read_draft(example.text)
    forms = plain_forms(draft.words) if language == "en" else draft.words.texts
    return [forms[each.begin : each.end] for each in draft.sentences]


def read(corpus: Iterable[Example], alphabet: Alphabet, language: str) -> None:
    """Fill in the features of every sentence, with the evidence that rules find in it.

    What rules would avoid is left out: written beside this corpus, they look surer here than they are.
    """
    for example in corpus:
        draft = read_draft(example.text)
        found = [hit for hits in by_rules(draft, (language,), example.context, NO_FACTS) for hit in hits]
        forms = _forms(example, language)
        example.sentences = []
        for number, words in enumerate(forms):
            features = _features(words, alphabet, question=draft.sentences[number].question)
            if number:
                features.update(_around(forms[number - 1], alphabet, before=True))
            if number + 1 < len(forms):
                features.update(_around(forms[number + 1], alphabet, before=False))
            features.update(
                {
                    of_rule(hit.rule.kind)
                    for hit in found
                    if hit.sentence == number and hit.rule.kind in EVIDENCE
                }
            )
            example.sentences.append(features)


def _features(words: Sequence[str], alphabet: Alphabet, *, question: bool) -> Counter[Feature]:
    seen = [EDGE, *(alphabet.read(word) for word in words[:LONGEST]), EDGE]
    features = Counter([of_form(len(seen) - 2, question=question)])
    for place, word in enumerate(seen):
        features.update(of_word(word))
        if question:
            features.update(of_asked(word))
        for distance, other in enumerate(seen[place + 1 : place + 1 + REACH], start=1):
            features.update(of_pair(word, other, distance))
    return features


def _around(words: Sequence[str], alphabet: Alphabet, *, before: bool) -> Iterable[Feature]:
    for word in words[:LONGEST]:
        yield from of_neighbour(alphabet.read(word), before=before)


def model_of(language: str, corpus: Sequence[Example]) -> bytes:
    """Train on these examples and, with double weight, on those of the rules."""
    corpus = [*corpus, *rule_examples(language), *rule_examples(language)]
    stems, cues = stems_of(corpus, language), cues_of(language)
    read(corpus, Alphabet(language, stems, cues), language)
    head = {"language": language, "made_of": made_of(language), "stems": stems, "cues": cues}
    return _written(head, fit(corpus, KINDS))


def _written(head: dict[str, Any], fitted: Fitted) -> bytes:
    """A line of JSON, the features as eight bytes each, and the row of each: a lane a kind, and one for the mass."""
    features = sorted(fitted.weights)
    limits = [round(limit * SCALE) for limit in fitted.limits]
    head |= {"kinds": fitted.kinds, "limits": limits, "scale": SCALE, "features": len(features)}
    line = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    rows = [
        _row([*(round(weight * SCALE) for weight in fitted.weights[feature]), mass_of(feature)])
        for feature in features
    ]
    return b"".join([line.encode(), b"\n", struct.pack(f"<{len(features)}Q", *features), *rows])


def _row(lanes: Sequence[int]) -> bytes:
    number = sum(weight << LANE * lane for lane, weight in enumerate(lanes))
    return number.to_bytes(len(lanes) * LANE // 8, "little", signed=True)


def made_of(language: str) -> str:
    """A digest of all that a model is made of."""
    digest = hashlib.sha256()
    tools = [ROOT / "tools" / name for name in MADE_OF]
    data = [COACH / "cues" / f"{language}.txt", COACH / "rules" / f"{language}.yaml", COACH / "features.py"]
    for path in [*sorted((COACH / "corpus" / language).glob("*.txt")), *data, *tools]:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def target_of(language: str) -> Path:
    return COACH / "model" / f"learned_{language}.bin"


def stale() -> list[str]:
    """The models that are older than what they are made of."""
    return [
        target_of(language).name
        for language in LANGUAGES
        if not target_of(language).is_file() or head_of(language)["made_of"] != made_of(language)
    ]


def head_of(language: str) -> dict[str, Any]:
    with target_of(language).open("rb") as file:
        head: dict[str, Any] = json.loads(file.readline())
    return head


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("languages", nargs="*", default=LANGUAGES)
    options = parser.parse_args()
    if options.check:
        for name in stale():
            print(f"{name} is older than what it is made of. `make coach-model` trains it anew.")
        return bool(stale())
    for language in options.languages:
        if options.measure:
            aside = [(each.text, each.context, each.labels) for each in examples(language) if each.aside]
            print(f"{language}: {len(aside)} texts kept aside", *shown(measured(aside, language)), sep="\n")
            continue
        data = model_of(language, [example for example in examples(language) if not example.aside])
        target_of(language).write_bytes(data)
        print(f"{target_of(language).name}: {len(data):,} bytes, {head_of(language)['features']:,} features")
    return 0


if __name__ == "__main__":
    sys.exit(main())
