"""A real apology: whole, at most twice in a message, and none that was read before."""

from datetime import UTC, datetime

import pytest

from aiuto.coach.apology import Apology, apology_in, findings
from aiuto.coach.checking import check
from aiuto.coach.facts import Facts
from tests.flows.recovering import APOLOGY, IN_NEW_WORDS, THIN

ENGLISH = (
    "Dear Giulia,\n\nI am sorry: we sent you the wrong lamp, and you lost days before your dinner."
    " The replacement leaves tomorrow and arrives on Thursday 5 March.\n\nAnna"
)


def read(text: str, *, writer: str = "") -> Apology | None:
    facts = Facts(customer_name="Giulia Neri", recovery=True)
    report = check(text, context="reply", facts=facts, now=datetime(2026, 3, 2, 9, tzinfo=UTC))
    return apology_in(text, report, writer=writer)


def told(text: str, earlier=()) -> list[str]:
    facts = Facts(customer_name="Giulia Neri", recovery=True)
    report = check(text, context="reply", facts=facts, now=datetime(2026, 3, 2, 9, tzinfo=UTC))
    apology = apology_in(text, report)
    assert apology
    return [finding.kind for finding in findings(apology, earlier, report)]


@pytest.mark.parametrize("text", [APOLOGY, IN_NEW_WORDS, ENGLISH])
def test_whole_apology_is_a_real_one(text):
    assert read(text).real
    assert told(text) == []


def test_thin_one_says_what_it_lacks():
    apology = read(THIN)
    assert not apology.real
    assert "fact" in apology.missing and "remedy" in apology.missing and "date" in apology.missing
    assert told(THIN) == ["thin_apology"]


def test_reply_without_one_has_none():
    assert read("Gentile Giulia, la lampada arriva domani.") is None


def test_writer_who_signs_is_a_name():
    nameless = APOLOGY.replace("Gentile Giulia", "Buongiorno")
    assert read(nameless).missing == ["name"]
    assert read(nameless, writer="Anna Bassi").missing == []


def test_sorry_again_and_again_is_noise():
    noisy = (
        APOLOGY
        + "\n\nCi scusiamo ancora per il ritardo. Ci scusiamo davvero di tutto. Mi scuso di nuovo con Lei."
    )
    assert read(noisy).times > 2
    assert not read(noisy).real
    assert "many_apologies" in told(noisy)


def test_same_words_with_another_day_are_the_same_apology():
    first, again = read(APOLOGY), read(APOLOGY.replace("martedì 3 marzo", "venerdì 6 marzo"))
    assert again.repeats([first.words])
    assert told(APOLOGY, [first.words]) == ["same_apology"]


def test_new_words_are_another_one():
    assert not read(IN_NEW_WORDS).repeats([read(APOLOGY).words])
