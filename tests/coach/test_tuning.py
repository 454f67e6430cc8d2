"""What a house makes of the coach: muted rules, and rules of its own in plain words."""

import pytest

from aiuto.coach.checking import check
from aiuto.coach.tuning import BadOwnRule, OwnRule, Tuning, check_own

SORRY = OwnRule(
    "own.1", "it", "purtroppo\nnon … disponibile", "Ecco che cosa possiamo fare: …", "Meglio il passo."
)


def own(text: str, rule: OwnRule = SORRY, context="reply") -> list[str]:
    found = check(text, context=context, language=rule.language, tuning=Tuning(own=(rule,))).findings
    return [text[slice(*each.span)] for each in found if each.rule == rule.id]


def test_muted_rule_says_no_more():
    text = "Le risponderemo il prima possibile."
    [rule] = {each.rule for each in check(text, context="reply").findings if "when" in each.rule}
    muted = check(text, context="reply", tuning=Tuning(frozenset({rule}))).findings
    assert rule not in {each.rule for each in muted}


def test_what_blocks_cannot_be_muted():
    text = "Gentile {{customer.name}}, il pacco parte oggi."
    muted = check(text, context="reply", tuning=Tuning(frozenset({"it.placeholder"}))).findings
    assert [each.kind for each in muted] == ["placeholder"]


@pytest.mark.parametrize(
    "text",
    [
        "Purtroppo oggi no.",
        "I pezzi non sono ancora disponibili.",
        "PURTROPPO è così.",
        "Non è più disponibile.",
    ],
)
def test_own_rule_finds_other_forms_of_its_words(text):
    assert own(text)


@pytest.mark.parametrize(
    "text", ["È disponibile da oggi.", "Non so dirle da quando in qua qui sia disponibile."]
)
def test_own_rule_lets_other_words_pass(text):
    assert own(text) == []


def test_own_rule_says_its_why_and_its_wording():
    [found] = check("Purtroppo no.", context="reply", tuning=Tuning(own=(SORRY,))).findings
    assert (found.why, found.better, found.severity) == (SORRY.why, (SORRY.say,), "suggest")


def test_own_rule_is_for_texts_that_customers_read():
    assert own("Purtroppo è partito.", context="rule")
    assert own("Purtroppo è partito.", context="note") == []


def test_own_rule_of_another_language_is_silent():
    english = OwnRule("own.2", "en", "unfortunately", "Here is what we can do: …")
    found = check(
        "Purtroppo il pacco è partito ieri.", context="reply", tuning=Tuning(own=(english,))
    ).findings
    assert "own.2" not in {each.rule for each in found}
    assert own("Unfortunately, it left yesterday.", english) == ["Unfortunately"]


@pytest.mark.parametrize(
    ("avoid", "say"),
    [("", "Ecco"), ("…\n!?", "Ecco"), ("a di", "Ecco"), ("purtroppo", " "), ("no\n" * 11, "Ecco")],
)
def test_own_rule_that_says_too_little_is_none(avoid, say):
    with pytest.raises(BadOwnRule):
        check_own(OwnRule("own.3", "it", avoid, say))


@pytest.mark.parametrize(
    "avoid", ["(purtroppo|", "~9 purtroppo <che>", "{{customer.name}} purtroppo", "=purtroppo?"]
)
def test_signs_in_an_own_rule_are_only_signs(avoid):
    rule = OwnRule("own.4", "it", avoid, "Ecco")
    check_own(rule)
