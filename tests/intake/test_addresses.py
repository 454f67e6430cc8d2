"""Addresses derived from a mailbox's own."""

import pytest

from aiuto.intake.addresses import with_token, without_token


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("aiuto@lumen.example", "aiuto+abc@lumen.example"),
        ("aiuto+negozio@lumen.example", "aiuto+negozio+abc@lumen.example"),
    ],
)
def test_token_is_put_in_and_taken_out(address, written):
    assert with_token(address, "abc") == written
    assert without_token(written) == address


@pytest.mark.parametrize("address", ["aiuto@lumen.example", "+abc@lumen.example"])
def test_address_without_a_token_stays(address):
    assert without_token(address) == address
