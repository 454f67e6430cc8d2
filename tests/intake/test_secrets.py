"""Passwords of mailboxes are kept so that only the installation's key reads them."""

import pytest

from aiuto.intake.errors import SecretUnreadable
from aiuto.intake.models import Mailbox
from aiuto.intake.queries import password_of
from aiuto.intake.secrets import conceal, reveal


@pytest.mark.parametrize("secret", ["Nuvola-4711", "così 🙂", "a" * 1000])
def test_secret_comes_back_and_is_not_to_be_seen(secret):
    kept = conceal(secret)
    assert secret not in kept
    assert reveal(kept) == secret
    assert conceal(secret) != kept


def test_no_secret_stays_none():
    assert conceal("") == ""
    assert reveal("") == ""


def test_secret_of_another_key_says_so(settings):
    kept = conceal("farfalla7")
    settings.SECRET_KEY = "another key"
    with pytest.raises(SecretUnreadable) as problem:
        password_of(Mailbox(secret=kept))
    assert str(problem.value)
    assert "farfalla7" not in str(problem.value)


def test_secret_of_the_key_before_is_still_read(settings):
    kept = conceal("Nuvola-4711")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key"
    assert reveal(kept) == "Nuvola-4711"
    settings.SECRET_KEY_FALLBACKS = []
    assert reveal(conceal("nuova")) == "nuova"


@pytest.mark.parametrize("kept", ["nonsense", "gAAAAA", conceal("segreta")[:-4] + "AAAA"], ids=range(3))
def test_secret_that_was_changed_is_not_read(kept):
    with pytest.raises(SecretUnreadable):
        reveal(kept)
