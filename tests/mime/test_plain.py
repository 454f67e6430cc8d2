"""Flowed lines are joined as RFC 3676 says; tidying takes only blank lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiuto.mime import plain


@pytest.mark.parametrize(
    ("text", "delete", "joined"),
    [
        ("uno \ndue", False, "uno due"),
        ("uno \ndue", True, "unodue"),
        ("> uno \n> due\ntre", False, "> uno due\ntre"),
        ("> uno \ntre", False, "> uno\ntre"),
        ("ciao\n-- \nAda", False, "ciao\n-- \nAda"),
        (" > spaziato", False, "> spaziato"),
        (">> a \n>> b", False, ">> a b"),
    ],
)
def test_unflowed_joins_soft_breaks(text, delete, joined):
    assert plain.unflowed(text, delete) == joined


@given(st.text(alphabet="> ab-\n", max_size=80))
def test_unflowed_loses_no_letter(text):
    assert "".join(plain.unflowed(text, False).split()).replace(">", "") == "".join(text.split()).replace(
        ">", ""
    )


@given(st.text(alphabet=" ab\n", max_size=60))
def test_tidy_keeps_every_word(text):
    assert plain.tidy(text).split() == text.split()
    assert "\n\n\n\n" not in plain.tidy(text)


def test_unenriched_keeps_the_words():
    assert plain.unenriched("<bold>a</bold> <<b> <nl>c") == "a <b> c"
