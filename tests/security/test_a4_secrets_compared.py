"""A4: a secret opens only as a whole: no wildcard, no prefix, no other length, compared in constant time."""

import ast
import inspect

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core.signing import Signer
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from aiuto.journal.actors import SYSTEM
from aiuto.people.accounts import create_user

PASSWORD = "lanterna-verde-77"
WILDCARDS = ["%", "_", "*", "?", ".*", "%%", "__", "[a-z]", "\\", "", " ", "\x00", "'", '"', "' OR 1=1 --"]


@pytest.fixture
def user(db, now):
    return create_user(
        email="anna@lumen.example",
        name="Anna",
        role="agent",
        password=PASSWORD,
        by=SYSTEM,
        now=now,
    )


@pytest.mark.parametrize("wildcard", WILDCARDS)
def test_a_wildcard_is_no_address(client, user, wildcard):
    for address in (f"{wildcard}@lumen.example", f"anna@{wildcard}", f"ann{wildcard}@lumen.example"):
        answer = client.post("/account/login/", {"login": address, "password": PASSWORD})
        assert answer.status_code == 200
        assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("wildcard", WILDCARDS)
def test_a_wildcard_is_no_password(client, user, wildcard):
    client.post("/account/login/", {"login": user.email, "password": wildcard})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("wildcard", WILDCARDS)
def test_a_wildcard_is_no_reset_key(user, wildcard):
    key = default_token_generator.make_token(user)
    for wrong in (wildcard, key[:-1] + wildcard, wildcard + key[1:], key[:7] + wildcard):
        assert not default_token_generator.check_token(user, wrong)


@given(st.text(max_size=60))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_other_text_is_the_reset_key(user, text):
    assert not default_token_generator.check_token(user, text)


@given(st.integers(0, 60))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_beginning_of_the_reset_key_is_the_key(user, length):
    key = default_token_generator.make_token(user)
    assert default_token_generator.check_token(user, key[:length]) is (length >= len(key))


@pytest.mark.parametrize("compared", [Signer.unsign, default_token_generator.check_token])
def test_signatures_are_compared_in_constant_time(compared):
    source = ast.unparse(ast.parse(inspect.getsource(compared).strip().replace("\n    ", "\n")))
    assert "constant_time_compare" in source
