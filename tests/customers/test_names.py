"""Names as they are looked up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiuto.customers.names import folded, keys_of


@pytest.mark.parametrize(
    ("name", "key", "family"),
    [
        ("Giulia Neri", "giulia neri", "neri giulia"),
        ("Niccolò D'Alò", "niccolo d alo", "alo niccolo d"),
        ("STUDIO  Bianchi & C. s.r.l.", "studio bianchi c s r l", "l studio bianchi c s r"),
        ("Łukasz", "łukasz", "łukasz"),
        ("\u200b", "", ""),
        ("", "", ""),
    ],
)
def test_keys_of(name, key, family):
    assert keys_of(name) == (key, family)


@given(st.text(max_size=400))
def test_folded_is_short_and_stays_what_it_is(name):
    once = folded(name)
    assert len(once) <= 160
    assert folded(once) == once
