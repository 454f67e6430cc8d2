"""Every rule shows what it hits and what it leaves alone."""

from pathlib import Path

import pytest
import yaml

from aiuto.coach.checking import by_rules, check, read_draft
from aiuto.coach.facts import NO_FACTS

RULES = Path(__file__).resolve().parents[2] / "src" / "aiuto" / "coach" / "rules"
BOOKS = {
    path.stem: yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    for path in sorted(RULES.glob("*.yaml"))
}
EACH = [pytest.param(name, rule, id=rule["id"]) for name, book in BOOKS.items() for rule in book["rules"]]


AGREED = 0.97


def context_of(rule: dict) -> str:
    return "note" if rule["kind"] == "gossip" else "reply"


def kinds(text: str, language: str, rule: dict) -> set[str]:
    """What the rules find, without the recogniser."""
    avoided, spoken = by_rules(read_draft(text), (language,), context_of(rule), NO_FACTS)
    return {hit.rule.kind for hit in (*avoided, *spoken)}


def shown(text: str, language: str, rule: dict) -> set[str]:
    report = check(text, context=context_of(rule), language=language)
    return {item.kind for item in (*report.findings, *report.evidence)}


@pytest.mark.parametrize(("language", "rule"), EACH)
def test_rule_finds_its_hits(language, rule):
    missed = [text for text in rule["hits"] if rule["kind"] not in kinds(text, language, rule)]
    assert missed == []


@pytest.mark.parametrize(("language", "rule"), EACH)
def test_rule_leaves_its_near_misses_alone(language, rule):
    nagged = [text for text in rule["misses"] if rule["kind"] in kinds(text, language, rule)]
    assert nagged == []


@pytest.mark.parametrize("language", BOOKS)
def test_recogniser_agrees_with_the_rules_on_their_examples(language):
    rules = BOOKS[language]["rules"]
    wrong = [
        text for rule in rules for text in rule["hits"] if rule["kind"] not in shown(text, language, rule)
    ]
    wrong += [
        text for rule in rules for text in rule["misses"] if rule["kind"] in shown(text, language, rule)
    ]
    assert len(wrong) <= (1 - AGREED) * sum(len(rule["hits"]) + len(rule["misses"]) for rule in rules), wrong


@pytest.mark.parametrize("language", BOOKS)
def test_insult_alone_is_stopped_and_every_reason_recalls_that_a_note_may_be_read(language):
    book = BOOKS[language]
    rules = [rule for rule in book["rules"] if rule["kind"] == "gossip"]
    stopped = [rule["id"] for rule in rules if rule.get("severity") == "block"]
    assert stopped == [f"{language}.gossip.insult"]
    assert all("GDPR" in said["why"] for said in (*rules, book["learned"]["gossip"]))
