"""What is remembered is remembered for one reader's language and zone."""

from django.template import Context, Template
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from aiuto.ui import marks, words
from aiuto.ui.remembering import remembered


def test_remembered_makes_the_same_thing_once() -> None:
    made = []

    @remembered
    def mark(word: str, *, tone: str = "") -> str:
        made.append(word)
        return word + tone

    assert [mark("a"), mark("a"), mark("a", tone="b")] == ["a", "a", "ab"]
    assert made == ["a", "a"]


def test_remembered_speaks_each_readers_language() -> None:
    with translation.override("en"):
        assert "open" in marks.state("open")
    with translation.override("it"):
        assert "aperta" in marks.state("open")


def test_remembered_keeps_each_readers_zone(now) -> None:
    with translation.override("en"), timezone.override("Europe/Rome"):
        assert words.full(now).endswith("10:00")
        with timezone.override("UTC"):
            assert words.full(now).endswith("09:00")


def test_remembered_does_not_trust_a_text_that_was_safe_before() -> None:
    assert "<b>x</b>" in marks.badge(mark_safe("<b>x</b>"))
    assert "&lt;b&gt;x&lt;/b&gt;" in marks.badge("<b>x</b>")


def test_part_drawn_once_is_the_same_for_all_readers_of_a_language() -> None:
    part = Template("{% load i18n %}{% drawn_once %}{{ secret }}{% translate 'Close' %}{% enddrawn_once %}!")
    with translation.override("en"):
        assert part.render(Context({"secret": "of one"})) == part.render(Context()) == "Close!"
    with translation.override("it"):
        assert part.render(Context()) == "Chiudi!"


def test_part_drawn_once_is_drawn_no_second_time(monkeypatch) -> None:
    part = Template("{% load ui %}{% drawn_once %}{% brand %}{% enddrawn_once %}")
    first = part.render(Context())
    monkeypatch.delattr("aiuto.ui.controls.render")
    assert part.render(Context()) == first != ""
