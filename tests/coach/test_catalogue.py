"""Every rule as people read it."""

import pytest

from aiuto.coach.catalogue import catalogue, entry
from aiuto.coach.report import EVIDENCE
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


@pytest.mark.parametrize("rule", ["", "it", "it.nothing", "fr.vague.when", "own.1", "../secret"])
def test_what_is_no_rule_is_none(rule):
    assert entry(rule) is None
