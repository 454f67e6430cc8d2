"""How well the coach reads promises: how many are found, with the exact due, and how often it sees one that is none."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aiuto.coach.checking import check

ZONE = ZoneInfo("Europe/Rome")
SETS = Path(__file__).resolve().parent.parent / "tests" / "coach" / "commitments"


@dataclass(slots=True)
class Promises:
    """Promises of texts, those found, those with the exact due, and those found besides.

    `harmless` are texts that promise nothing, `touched` those of them in which a promise is seen.
    """

    promised: int = 0
    found: int = 0
    exact: int = 0
    besides: int = 0
    harmless: int = 0
    touched: int = 0


def read(language: str) -> list[dict[str, Any]]:
    """Lines of a text, when it is written, and what it promises: `text` as a part of it, and `due`."""
    lines = (SETS / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def promises(lines: Iterable[dict[str, Any]], language: str) -> Promises:
    """Read the promises of texts whose promises are known."""
    measure = Promises()
    for line in lines:
        _compare(measure, line, language)
    return measure


def _compare(measure: Promises, line: dict[str, Any], language: str) -> None:
    text, now = line["text"], datetime.fromisoformat(line["reference"]).astimezone(ZONE)
    found = list(check(text, context="reply", language=language, now=now).commitments)
    for promise in line["commitments"]:
        begin = text.index(promise["text"])
        end = begin + len(promise["text"])
        near = [each for each in found if each.span[0] < end and begin < each.span[1]]
        right = [each for each in near if each.due and each.due.isoformat() == promise["due"]]
        measure.exact += bool(right)
        for each in (right or near)[:1]:
            found.remove(each)
            measure.found += 1
    measure.promised += len(line["commitments"])
    measure.besides += len(found)
    if not line["commitments"]:
        measure.harmless += 1
        measure.touched += bool(found)
