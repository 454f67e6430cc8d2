"""Train the coach's recogniser on the corpus: writes `coach/model/learned_*.json`, the same bytes for the same corpus.

`coach_recogniser.py` trains; `--measure` prints how well it does on passes it never saw; `--check` tells whether the
model is as old as its corpus and cues. Training needs scikit-learn (requirements/model.txt); the check does not.
"""

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiuto.coach.checking import check
from aiuto.coach.english import plain_forms
from aiuto.coach.features import Alphabet, of_rule
from aiuto.coach.passages import own_words, sentences_of
from aiuto.coach.report import COLD, EVIDENCE, GOSSIP, TO_AVOID
from aiuto.coach.stems import stem_of

ROOT = Path(__file__).resolve().parents[1]
COACH = ROOT / "src" / "aiuto" / "coach"
LANGUAGES = ("it", "en")
KINDS = {"reply": (*TO_AVOID, COLD), "note": (GOSSIP,)}
ASIDE = 5
"""Every fifth pass is kept aside: nothing is trained on it, and nothing was tuned by it."""
SEEN = 2
"""Sentences in which a stem or a feature must stand to be known."""
STRICTNESS, WEIGHT = 1.0, 2.5
SCALE, LEAST = 100, 4
"""Weights are written as hundredths; those nearer to nothing are left out."""
FALSE_ALARMS = 0.035
"""Share of harmless texts that all kinds together may touch when thresholds are set."""


@dataclass(slots=True)
class Example:
    """One line of the corpus, and the features of each of its sentences."""

    source: str
    context: str
    labels: frozenset[str]
    text: str
    sentences: list[tuple[Sequence[str], bool]] = field(default_factory=list)
    features: list[set[int]] = field(default_factory=list)

    @property
    def aside(self) -> bool:
        return int(self.source[:2]) % ASIDE == 0


def examples(language: str) -> list[Example]:
    """The corpus. Raises ValueError for a line that is none."""
    found = []
    for path in sorted((COACH / "corpus" / language).glob("[0-9][0-9]_*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip() and not line.startswith("#"):
                found.append(_example(path.name, number, line, language))
    return found


def _example(source: str, number: int, line: str, language: str) -> Example:
    labels, tab, text = line.partition("\t")
    named = frozenset(labels.replace(" ", "").split(","))
    if not tab or not named <= {*TO_AVOID, COLD, GOSSIP, *EVIDENCE, "ok"}:
        raise ValueError(f"{source}:{number}: not labels, a tab and a text: {line[:60]!r}")
    context = re.match(r"(note|rule): ?", text)
    body = text[context.end() :] if context else text
    words, sentences = sentences_of(own_words(body))
    forms = plain_forms(words) if language == "en" else words.texts
    spans = [(forms[each.begin : each.end], each.question) for each in sentences]
    return Example(source, context[1] if context else "reply", named - {"ok"}, body, spans)


def cues_of(language: str) -> dict[str, list[str]]:
    """The cue file: a name at the margin, its words below."""
    cues: dict[str, list[str]] = {}
    for line in (COACH / "cues" / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            if line[0].isspace():
                cues[next(reversed(cues))] += line.split()
            else:
                cues[line.strip()] = []
    return cues | {"future": []}


def alphabet_of(corpus: Iterable[Example], language: str) -> tuple[Alphabet, list[str], dict[str, list[str]]]:
    """The stems that several sentences of the corpus share, and the cues."""
    counted: Counter[str] = Counter()
    for example in corpus:
        for words, _ in example.sentences:
            counted.update({stem_of(word, language) if word.isalpha() else word for word in words})
    stems = sorted(stem for stem, number in counted.items() if number >= SEEN and not stem.isdecimal())
    cues = cues_of(language)
    return Alphabet(language, stems, cues), stems, cues


def read(corpus: Iterable[Example], alphabet: Alphabet, language: str) -> None:
    """Fill in the features of every sentence, with what the rules find in it."""
    for example in corpus:
        cues = [alphabet.cues_in(words) for words, _ in example.sentences]
        by_rule = _found_by_rules(example, language)
        for place, (words, question) in enumerate(example.sentences):
            around = {
                "before": cues[place - 1] if place else (),
                "after": cues[place + 1] if place + 1 < len(cues) else (),
            }
            features = alphabet.features(words, question=question, **around)
            example.features.append(features | {of_rule(kind) for kind in by_rule[place]})


def _found_by_rules(example: Example, language: str) -> list[set[str]]:
    words, sentences = sentences_of(own_words(example.text))
    starts = [words.starts[each.begin] for each in sentences]
    found: list[set[str]] = [set() for _ in sentences]
    report = check(example.text, context="note" if example.context == "note" else "reply", language=language)
    for each in (*report.findings, *report.evidence):
        place = sum(start <= each.span[0] for start in starts) - 1
        if place >= 0:
            found[place].add(each.kind)
    return found


class Trainer:
    """Linear classifiers over the sentences of some examples; of a text with a label, the likeliest sentence has it."""

    def __init__(self, corpus: Sequence[Example], kinds: Sequence[str]) -> None:
        self.kinds = kinds
        rows = [(number, features) for number, example in enumerate(corpus) for features in example.features]
        counted = Counter(feature for _, features in rows for feature in features)
        self.columns = {
            f: n for n, f in enumerate(sorted(f for f, number in counted.items() if number >= SEEN))
        }
        matrix = self._matrix([features for _, features in rows])
        self.models = {
            kind: self._fit(matrix, [kind in corpus[n].labels for n, _ in rows], rows) for kind in kinds
        }

    def scores(self, example: Example) -> dict[str, float]:
        """Of each kind, that of the likeliest sentence."""
        if not example.features:
            return dict.fromkeys(self.kinds, -9.0)
        matrix = self._matrix(example.features)
        return {kind: float(model.decision_function(matrix).max()) for kind, model in self.models.items()}

    def _fit(self, matrix: Any, given: list[bool], rows: Sequence[tuple[int, set[int]]]) -> Any:
        model = self._classifier().fit(matrix, given)
        likeliest: dict[int, tuple[float, int]] = {}
        for place, score in enumerate(model.decision_function(matrix)):
            if given[place]:
                likeliest[rows[place][0]] = max(likeliest.get(rows[place][0], (-9e9, 0)), (score, place))
        kept = {place for _, place in likeliest.values()}
        chosen = [place in kept for place in range(len(given))]
        return self._classifier().fit(matrix, chosen) if chosen != given else model

    def _classifier(self) -> Any:
        from sklearn.svm import LinearSVC  # noqa: PLC0415 - needed for training alone

        return LinearSVC(C=STRICTNESS, class_weight={True: WEIGHT, False: 1.0}, random_state=0, max_iter=4000)

    def _matrix(self, sets: Sequence[set[int]]) -> Any:
        from scipy.sparse import csr_matrix  # noqa: PLC0415

        ends, places, values = [0], [], []
        for features in sets:
            known = sorted(self.columns[feature] for feature in features if feature in self.columns)
            places += known
            values += [max(1, len(known)) ** -0.5] * len(known)
            ends.append(len(places))
        return csr_matrix((values, places, ends), shape=(len(sets), len(self.columns)))


def crossed(corpus: Sequence[Example], kinds: Sequence[str]) -> list[dict[str, float]]:
    """The scores of each example by a model that never saw its pass."""
    scores: dict[int, dict[str, float]] = {}
    for source in sorted({example.source for example in corpus}):
        trainer = Trainer([example for example in corpus if example.source != source], kinds)
        scores |= {id(example): trainer.scores(example) for example in corpus if example.source == source}
    return [scores[id(example)] for example in corpus]


def thresholds_of(
    corpus: Sequence[Example], scores: Sequence[dict[str, float]], kinds: Sequence[str]
) -> dict[str, float]:
    """For each kind the lowest threshold that touches its share of the harmless texts."""
    harmless = [
        score for example, score in zip(corpus, scores, strict=True) if not example.labels & set(kinds)
    ]
    allowed = int(len(harmless) * FALSE_ALARMS / len(kinds) ** 0.75)
    return {kind: max(sorted((s[kind] for s in harmless), reverse=True)[allowed], -0.6) for kind in kinds}


def model_of(language: str) -> dict[str, Any]:
    """Train on all passes but those kept aside."""
    corpus = [example for example in examples(language) if not example.aside]
    alphabet, stems, cues = alphabet_of(corpus, language)
    read(corpus, alphabet, language)
    parts = []
    for context, kinds in KINDS.items():
        own = [example for example in corpus if (example.context == "note") == (context == "note")]
        parts.append((Trainer(own, kinds), thresholds_of(own, crossed(own, kinds), kinds)))
    return _written(language, stems, cues, parts)


def _written(
    language: str,
    stems: list[str],
    cues: dict[str, list[str]],
    parts: Sequence[tuple[Trainer, dict[str, float]]],
) -> dict[str, Any]:
    kinds = [kind for trainer, _ in parts for kind in trainer.kinds]
    weights: dict[int, list[int]] = {}
    for trainer, _ in parts:
        for kind in trainer.kinds:
            for feature, column in trainer.columns.items():
                weight = round(float(trainer.models[kind].coef_[0, column]) * SCALE)
                if abs(weight) >= LEAST:
                    weights.setdefault(feature, []).extend((kinds.index(kind), weight))
    models = {kind: trainer.models[kind] for trainer, _ in parts for kind in trainer.kinds}
    limits = {kind: limit for _, thresholds in parts for kind, limit in thresholds.items()}
    return {
        "language": language,
        "made_of": made_of(language),
        "kinds": kinds,
        "bias": [round(float(models[kind].intercept_[0]) * SCALE) for kind in kinds],
        "thresholds": [round(limits[kind] * SCALE) for kind in kinds],
        "scale": SCALE,
        "stems": stems,
        "cues": cues,
        "weights": {str(feature): row for feature, row in sorted(weights.items())},
    }


def made_of(language: str) -> str:
    """A digest of the corpus and the cues."""
    digest = hashlib.sha256()
    for path in [*sorted((COACH / "corpus" / language).glob("*.txt")), COACH / "cues" / f"{language}.txt"]:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    stale = []
    for language in LANGUAGES:
        target = COACH / "model" / f"learned_{language}.json"
        if options.check:
            known = json.loads(target.read_text(encoding="utf-8"))["made_of"] if target.is_file() else ""
            stale += [target.name] if known != made_of(language) else []
        else:
            model = model_of(language)
            target.write_text(
                json.dumps(model, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
            )
            print(f"{target.name}: {target.stat().st_size:,} bytes, {len(model['weights']):,} features")
    if stale:
        print(f"older than their corpus: {', '.join(stale)}. `make coach-model` trains them anew.")
    return bool(stale)


if __name__ == "__main__":
    sys.exit(main())
