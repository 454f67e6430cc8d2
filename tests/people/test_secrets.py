"""Secrets kept to be read again."""

import pytest
from cryptography.fernet import InvalidToken

from aiuto.people.secrets import conceal, reveal


def test_reveal_gives_what_was_concealed():
    kept = conceal("parola d'ordine è", purpose="a")
    assert "parola" not in kept
    assert reveal(kept, purpose="a") == "parola d'ordine è"


def test_reveal_for_another_purpose_fails():
    with pytest.raises(InvalidToken):
        reveal(conceal("x", purpose="a"), purpose="b")


def test_reveal_with_an_older_key_still_works(settings):
    settings.SECRET_KEY = "old"
    kept = conceal("x", purpose="a")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", ["old"]
    assert reveal(kept, purpose="a") == "x"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        reveal(kept, purpose="a")
