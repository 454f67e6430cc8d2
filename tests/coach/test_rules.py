"""Every rule shows what it hits and what it leaves alone."""

from pathlib import Path

import pytest
import yaml

from aiuto.coach.checking import check
from aiuto.coach.report import EVIDENCE, Report

RULES = Path(__file__).resolve().parents[2] / "src" / "aiuto" / "coach" / "rules"
BOOKS = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(RULES.glob("*.yaml"))}
EACH = [pytest.param(name, rule, id=rule["id"]) for name, book in BOOKS.items() for rule in book["rules"]]


def judged(text: str, language: str, rule: dict) -> Report:
    context = "note" if rule["kind"] == "gossip" else "reply"
    return check(text, context=context, language=language)


def kinds(report: Report, kind: str) -> list[str]:
    found = report.evidence if kind in EVIDENCE else report.findings
    return [item.kind for item in found if item.kind == kind]


@pytest.mark.parametrize(("language", "rule"), EACH)
def test_rule_finds_its_hits(language, rule):
    missed = [text for text in rule["hits"] if not kinds(judged(text, language, rule), rule["kind"])]
    assert missed == []


@pytest.mark.parametrize(("language", "rule"), EACH)
def test_rule_leaves_its_near_misses_alone(language, rule):
    nagged = [text for text in rule["misses"] if kinds(judged(text, language, rule), rule["kind"])]
    assert nagged == []
