"""Stems: what is kept of a text is what a query asks for."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiuto.tickets.stems import BYTES, language_of, query_terms, stems_of


def found(text, query, language=""):
    kept = set(stems_of(text, language).split(" "))
    terms = query_terms(query)
    return bool(terms) and all(kept & term for term in terms)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Buongiorno, la lampada che ho ordinato non si accende più.", "it"),
        ("Quando arriva il mio pacco?", "it"),
        ("Hello, the lamp I ordered does not switch on any more.", "en"),
        ("Where is my parcel?", "en"),
        ("", ""),
        ("4711", ""),
        ("🙂", ""),
    ],
)
def test_language_of_short_messages(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "query", "language"),
    [
        ("Due lampade rotte", "lampada rotta", "it"),
        ("Two broken lamps", "lamp", "en"),
        ("la spedizione è in ritardo", "spedizioni", "it"),
        ("Perché la città è chiusa?", "citta", "it"),
        ("perche la citta", "CITTÀ", "it"),
        ("ordine LM-2024/0815", "LM20240815", "it"),
        ("ordine LM20240815", "lm-2024/0815", "it"),
        ("ordine LM 2024 0815", "LM-2024/0815", "it"),
        ("scrivo da Mario.Rossi@posta.example", "mario.rossi@POSTA.example", "it"),
        ("mario.rossi@posta.example", "rossi", "it"),
        ("chiamate lo 02 1234 5678", "+39 0212345678", "it"),
        ("tel. +39 333 1234567", "3331234567", "it"),
        ("il 12/03/2026 10:30", "12/03/2026", "it"),
        ("zero\u200bwidth lam\u00adpada", "lampada zerowidth", "it"),
        ("Straße ﬁne", "strasse fine", "en"),
        ("lamp in either tongue, lampade", "lamps lampada", ""),
    ],
)
def test_query_finds_text_written_otherwise(text, query, language):
    assert found(text, query, language)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("mario@posta.example", "rossi@posta.example"),
        ("lampada rossa", "lampada verde"),
        ("ordine 4711", "4712"),
        ("il la per", "con"),
    ],
)
def test_query_leaves_out_what_differs(text, query):
    assert not found(text, query, "it")


def test_stems_name_each_token_once():
    tokens = stems_of("lampada lampade LAMPADA 12 12", "it").split(" ")
    assert tokens == ["lampad", "12"]


@given(st.text(max_size=300))
def test_stems_are_plain_tokens(text):
    for token in filter(None, stems_of(text).split(" ")):
        assert re.fullmatch(r"[^\W_]+|[\w.+-]+@[\w.-]+", token)
        token.encode()


@given(st.text(max_size=300))
def test_query_terms_are_plain_tokens_that_the_same_text_keeps(text):
    kept = set(stems_of(text).split(" "))
    for term in query_terms(text):
        assert all(re.fullmatch(r"[^\W_]+|[\w.+-]+@[\w.-]+", form) for form in term)
        assert kept & term


@pytest.mark.parametrize("sign", ["1", "a.", "a@", "1 ", "+1-", "ﷺ", "-a", "'\"", "\0", "漢字 ", "a.b@"])
def test_stems_of_hostile_text_stay_bounded(sign):
    assert len(stems_of(sign * 1_000_000).encode()) <= BYTES
    assert len(query_terms(sign * 10_000)) <= 16


def test_stems_of_very_many_different_tokens_are_cut_at_a_whole_one():
    tokens = [f"{'漢' * 24}{n}" for n in range(6_800)]
    kept = stems_of(" ".join(tokens), "en").split(" ")
    assert BYTES - 100 < len(" ".join(kept).encode()) <= BYTES
    assert kept == tokens[: len(kept)]
