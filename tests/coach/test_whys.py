"""Why a finding is one, for a reader of either language."""

import pytest

from aiuto.coach.catalogue import catalogue
from aiuto.coach.languages import stronger
from aiuto.coach.whys import ELSEWHERE, why_in
from aiuto.coach.words import words_of

FILLED = ("…", "…")


@pytest.mark.parametrize(("written", "read"), [("it", "en"), ("en", "it")])
def test_every_rule_has_its_reason_in_the_other_language(written, read):
    for rule in catalogue(written).values():
        why = why_in(read, rule=rule.id, kind=rule.kind, why=rule.why, named=FILLED)
        assert why and stronger(words_of(why).texts) in (read, None), rule.id


def test_reason_in_the_readers_language_stays_as_it_is():
    assert why_in("it", rule="it.vague.when", kind="vague_promise", why="Perché sì.") == "Perché sì."


def test_what_the_facts_name_stands_in_it():
    told = {"kind": "wrong_name", "why": "Il cliente si chiama Lia.", "named": ("Lia",)}
    assert why_in("en", rule="it.wrong_name", **told) == "The customer's name is Lia."
    thin = why_in("en", rule="it.thin_apology", kind="thin_apology", why="…", named=("date", "name"))
    assert thin == "The apology lacks: a date, a name."


def test_reason_of_the_house_is_nobodys_to_translate():
    assert why_in("en", rule="own.3", kind="own", why="Suona freddo.") == "Suona freddo."


def test_every_reason_kept_apart_is_of_a_rule_that_is_there():
    known = catalogue("it").keys() | catalogue("en").keys()
    assert ELSEWHERE.keys() <= known
