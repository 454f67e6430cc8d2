"""The grammar of filters: whatever is typed is a filter, and a filter's text is that filter again."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aiuto.tickets.queries.filters import KEYS, LONGEST, Filter, Term, day, parse

PIECES = st.sampled_from(
    [
        *(f"{key}:" for key in (*KEYS, "stato", "di", "è", "http", "STATE")),
        *('"', "-", ":", " ", "  ", "\0", "\ud800", "\u200b", "\u00a0", "/", "Anna Bassi", "me", "nessuno"),
        *("new", "in attesa", "7g", "31/12/2025", "2026-03-01", "yesterday", "è", "x" * 90, "İ", "ß", "ﬁ"),
    ]
)
TYPED = st.lists(PIECES | st.text(max_size=8), max_size=30).map("".join)


@given(TYPED)
@example('foo:"a  b"c state:new"x"y')
@example("di:" + "x" * 497)
@example(" ".join(f"di:{n}" for n in range(90)))
@example("customer:" + "ß" * 490)
def test_parse_of_its_own_text_is_the_same_filter(typed):
    found = parse(typed)
    assert parse(str(found)) == found
    assert len(str(found)) <= LONGEST


@given(st.text(max_size=700))
def test_parse_takes_any_text(typed):
    found = parse(typed)
    assert {term.key for term in found.terms} <= set(KEYS)
    assert all(term.value for term in found.terms)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("stato:aperta", "state:open"),
        ("STATO:Tutte", "state:any"),
        ('stato:"in attesa"', "state:waiting"),
        ("di:me", "owner:me"),
        ("di:nessuno", "owner:nobody"),
        ('di:"Anna Bassi"', 'owner:"Anna Bassi"'),
        ("squadra:mia", "team:mine"),
        ("etichetta:Garanzia", "tag:garanzia"),
        ('tag:"spedizione lenta"', "tag:spedizione-lenta"),
        ("lingua:italiano", "language:it"),
        ("canale:telefono", "channel:phone"),
        ("dopo:ieri", "after:yesterday"),
        ("prima:1/3/2026", "before:2026-03-01"),
        ("dopo:7g", "after:7d"),
        ("è:seguita", "is:followed"),
        ("-tag:spam", "-tag:spam"),
        ("tag:a tag:a", "tag:a"),
        ("tag:", ""),
        ("lampada tag:a rotta", "tag:a lampada rotta"),
        ('customer:"Giulia Ne', 'customer:"Giulia Ne"'),
        ("http://x.example", "http://x.example"),
        ("12:30", "12:30"),
        ("colour:red", "colour:red"),
        ("state:sleepy", "state:sleepy"),
    ],
)
def test_parse_reads_both_languages(typed, meant):
    assert str(parse(typed)) == meant


def test_of_tells_what_is_wanted_from_what_is_left_out():
    found = parse("tag:a -tag:b")
    assert found.of("tag") == (Term("tag", "a"),)
    assert found.of("tag", excluded=True) == (Term("tag", "b", excluded=True),)


def test_without_takes_one_condition_away():
    found = parse("tag:a -tag:a lampada")
    assert str(found.without(Term("tag", "a"))) == "-tag:a lampada"
    assert found.wordless() == Filter(found.terms)


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("today", date(2026, 3, 2)),
        ("yesterday", date(2026, 3, 1)),
        ("7d", date(2026, 2, 23)),
        ("2w", date(2026, 2, 16)),
        ("2026-01-31", date(2026, 1, 31)),
        ("2026-02-30", None),
        ("9999-12-31", None),
        ("soon", None),
    ],
)
def test_day_reads_dates_and_words(value, meant):
    assert day(value, today=date(2026, 3, 2)) == meant
