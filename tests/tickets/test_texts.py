"""What a desk says by itself: the given texts, its own, and what their placeholders become."""

import re

import pytest
from django.utils import translation

from aiuto.coach.checking import check
from aiuto.people.models import Desk
from aiuto.tickets.errors import BadText
from aiuto.tickets.queries.texts import PLACEHOLDERS, TEXTS, given, given_subject, subject_of, text_of
from aiuto.tickets.wording import checked

EVERY = [(kind, language) for kind in TEXTS for language in ("it", "en")]
WORTH = {name: f"<{name}>" for name in PLACEHOLDERS}


@pytest.fixture
def desk() -> Desk:
    return Desk(name="Lumiera", from_name="Lumiera Assistenza")


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_given_text_may_be_kept_and_leaves_nothing_to_fill_in(desk, kind, language):
    subject, text = given_subject(kind, language), given(kind, language)
    assert checked(kind, subject=subject, text=text) == (subject, text)
    assert "{{" not in text_of(desk, kind, language, WORTH) + subject_of(desk, kind, language, WORTH)


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_given_text_follows_the_coach(desk, kind, language):
    said = text_of(desk, kind, language, dict.fromkeys(PLACEHOLDERS, "4711"))
    found = check(said, context="reply", language=language).findings
    assert [finding.kind for finding in found] == []
    subject = subject_of(desk, kind, language, dict.fromkeys(PLACEHOLDERS, "4711"))
    assert check(subject, context="reply", language=language).findings == ()


def test_own_words_go_before_the_given_ones_in_their_language_alone(desk):
    desk.texts = {"it": {"reminder": "Ci scriva di {{request.reference}}, da {{desk.name}}."}}
    said = text_of(desk, "reminder", "it", {"request.reference": "ABC"})
    assert said == "Ci scriva di ABC, da Lumiera Assistenza."
    assert text_of(desk, "reminder", "en", {"request.reference": "ABC"}).startswith("Good day,")


def test_paragraph_without_its_value_is_left_out(desk):
    worth = {"request.reference": "ABC", "answer.by": ""}
    said = text_of(desk, "receipt", "en", worth)
    assert "ABC" in said and "You have their answer" not in said and "\n\nTo talk to a person" in said


def test_language_that_no_text_is_kept_in_is_answered_in_the_first(desk):
    assert text_of(desk, "reminder", "de", WORTH) == text_of(desk, "reminder", "it", WORTH)


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("reminder", " \n ", "An empty mail helps nobody."),
        ("reminder", "a" * 4001, "4000 characters at most"),
        (
            "reminder",
            "Dear {{customer.name}}",
            "{{customer.name}} is not known here. You can use",
        ),
        ("helped", "Were you helped?", "{{answers}} is missing"),
        ("helped", "{{answers}} {{link}}", "{{link}} is not known here"),
        (
            "reminder",
            "Your {{request.reference}",
            "Two braces stand alone. A placeholder reads {{request.reference}}.",
        ),
        ("reminder", "Your {{the reference}}", "Two braces stand alone."),
    ],
)
def test_text_that_could_not_leave_is_refused_and_says_why(kind, text, said):
    with translation.override("en"), pytest.raises(BadText, match=re.escape(said)):
        checked(kind, subject="", text=text)


@pytest.mark.parametrize(
    ("kind", "subject", "said"),
    [
        ("reminder", "a" * 201, "200 characters at most"),
        ("receipt", "Re: {{request.subject}}", "{{request.subject}} is not known in the subject."),
        ("reminder", "Re: {{request.subject}", "Two braces stand alone."),
    ],
)
def test_subject_that_could_not_leave_is_refused_and_says_why(kind, subject, said):
    with translation.override("en"), pytest.raises(BadText, match=re.escape(said)):
        checked(kind, subject=subject, text=given(kind, "en"))


def test_subject_is_one_line_whatever_stands_in_it(desk):
    desk.subjects = {"it": {"reminder": "Su {{request.subject}}: {{request.reference}}"}}
    worth = {"request.subject": "la\nlampada", "request.reference": "ABC"}
    assert subject_of(desk, "reminder", "it", worth) == "Su la lampada: ABC"
    assert subject_of(desk, "reminder", "en", {"request.subject": ""}) == "Re:"


def test_everything_that_is_wrong_is_said_at_once():
    with pytest.raises(BadText) as refused:
        checked("helped", subject="{{answers}}", text="{{link}} {{")
    assert len(refused.value.problems) == 4


def test_text_is_kept_without_empty_ends_and_foreign_line_ends():
    kept = checked("reminder", subject=" Due\r\n parole\0 ", text="\r\nUno\r\n\r\ndue \0\n")
    assert kept == ("Due parole", "Uno\n\ndue")
