"""Signed tokens: whole, in time and for their own purpose, or nothing."""

import string
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiuto.people.tokens import Signed, issue, read

HOUR = timedelta(hours=1)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_read_gives_what_was_issued(now):
    token = issue("confirm_address", {"contact_point": 7}, until=now + HOUR)
    assert read(token, now=now) == Signed("confirm_address", {"contact_point": 7})


@pytest.mark.parametrize(
    ("after", "good"), [(timedelta(0), True), (HOUR - timedelta(seconds=1), True), (HOUR, False)]
)
def test_read_only_until_the_end(now, after, good):
    token = issue("confirm_address", 7, until=now + HOUR)
    assert bool(read(token, now=now + after)) is good


def test_read_with_an_older_key_still_works(now, settings):
    settings.SECRET_KEY = "old"
    token = issue("confirm_address", 7, until=now + HOUR)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", ["old"]
    assert read(token, now=now)
    settings.SECRET_KEY_FALLBACKS = []
    assert read(token, now=now) is None


@given(text=st.text(max_size=300))
def test_read_of_any_text_is_nothing(text):
    assert read(text, now=NOW) is None


@given(place=st.integers(0, 200), letter=st.sampled_from(string.ascii_letters + string.digits + "%_*.:-"))
def test_read_of_a_changed_token_is_nothing(place, letter):
    token = issue("confirm_address", 7, until=NOW + HOUR)
    place %= len(token)
    changed = token[:place] + letter + token[place + 1 :]
    assert changed == token or read(changed, now=NOW) is None
