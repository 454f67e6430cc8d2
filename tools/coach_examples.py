"""Choose what the page of a learned kind shows: sentences of the corpus that the recogniser never trained on."""

import itertools
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from aiuto.coach.catalogue import heard_in
from aiuto.coach.report import KINDS, Context
from tools.coach_recogniser import COACH, LANGUAGES, Example, examples

MOST = 12
"""Of each kind so many are kept: the page shows those of them that the recogniser of its day finds, or lets pass."""
LONGEST = 160
"""Letters of a sentence that is read at a glance."""
TARGET = COACH / "model" / "examples_learned.json"


def main() -> int:
    shown = {language: dict(_of_language(language)) for language in LANGUAGES}
    Path(TARGET).write_text(json.dumps(shown, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
    return 0


def _of_language(language: str) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """For each kind what is found, and what stands beside it in the corpus and is let pass."""
    aside = [each for each in examples(language) if each.aside and len(each.text) <= LONGEST]
    for context, kind in sorted((context, kind) for context, kinds in KINDS.items() for kind in kinds):
        if context != "rule":
            hits = [each.text for each in aside if _is_found(each, kind, context, language)]
            misses = [
                each.text
                for each in _beside(aside, kind, context)
                if not heard_in(each.text, context, language)
            ]
            yield kind, {"hits": _spread(hits), "misses": _spread(misses)}


def _is_found(example: Example, kind: str, context: Context, language: str) -> bool:
    alone = example.context == context and example.labels == {kind}
    return alone and f"learned.{kind}" in heard_in(example.text, context, language)


def _beside(corpus: list[Example], kind: str, context: Context) -> Iterator[Example]:
    """Harmless texts that their author wrote right behind one of this kind."""
    for before, after in itertools.pairwise(corpus):
        if kind in before.labels and not after.labels and after.context == context == before.context:
            yield after


def _spread(texts: list[str]) -> list[str]:
    """So many at most, from the first to the last of them."""
    return texts[:: max(1, len(texts) // MOST)][:MOST]


if __name__ == "__main__":
    sys.exit(main())
