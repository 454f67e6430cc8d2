"""Every rule as people read it."""

import pytest

from aiuto.coach.catalogue import catalogue, entry, heard_in, learned, with_examples
from aiuto.coach.report import EVIDENCE, KINDS
from aiuto.coach.rulebook import rulebook


@pytest.mark.parametrize("language", ["it", "en"])
def test_every_rule_that_speaks_is_there_with_examples(language):
    speaking = {rule.id for rule in rulebook(language).rules if rule.kind not in EVIDENCE}
    shown = catalogue(language)
    assert speaking <= shown.keys()
    assert all(len(shown[rule].hits) >= 3 and len(shown[rule].misses) >= 3 for rule in speaking)
    assert all(each.why for each in shown.values())


def test_rule_of_the_facts_is_there_without_examples():
    found = entry("it.wrong_name")
    assert found is not None
    assert (found.kind, found.hits) == ("wrong_name", ())


def test_what_the_recogniser_finds_is_there_for_each_kind_with_the_wordings_of_both_languages():
    assert {each.kind for each in learned().values()} == {kind for kinds in KINDS.values() for kind in kinds}
    found = entry("learned.vague_promise")
    assert found is not None
    for language in ("it", "en"):
        assert set(rulebook(language).learned["vague_promise"].wordings("lei")) <= set(found.better)


@pytest.mark.parametrize("rule", sorted(learned()))
def test_what_is_learned_shows_sentences_that_it_finds_and_others_that_it_lets_pass(rule):
    shown, context = with_examples(rule), "note" if rule == "learned.gossip" else "reply"
    assert shown is not None
    assert len(shown.hits) >= 3
    assert shown.misses
    heard = [heard_in(text, context, language) for text in shown.hits for language in ("it", "en")]
    assert sum(rule in each for each in heard) >= len(shown.hits)


@pytest.mark.parametrize(
    "rule",
    ["learned.thanks", "learned.nothing", "", "it", "it.nothing", "fr.vague.when", "own.1", "../secret"],
)
def test_what_is_no_rule_is_none(rule):
    assert entry(rule) is None
