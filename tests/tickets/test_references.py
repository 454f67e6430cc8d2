"""Names nobody can guess, and their forms in addresses and on the telephone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiuto.intake.addresses import with_token
from aiuto.tickets.references import (
    ALPHABET,
    new_message_id,
    new_reference,
    new_token,
    normal_reference,
    tokens_in,
)


def test_names_are_random_and_of_their_length():
    made = {new_reference() for _ in range(200)}
    assert len(made) == 200
    assert {len(name) for name in made} == {8}
    assert set("".join(made)) <= set(ALPHABET)
    assert not set("ILOU") & set(ALPHABET)


def test_token_has_130_bits_and_is_written_small():
    token = new_token()
    assert len(ALPHABET) ** len(token) >= 2**130
    assert token == token.lower()


def test_message_id_stands_in_the_mailboxes_domain():
    assert new_message_id("lumen.example").endswith("@lumen.example")


@pytest.mark.parametrize("typed", ["a1b0c2d3", " AIBOC2D3 ", "alboc2d3", "A1B0C2D3\x00"])
def test_reference_is_read_as_people_say_it(typed):
    assert normal_reference(typed) == "A1B0C2D3"


@given(st.text())
def test_any_text_has_a_form_that_stays(text):
    assert normal_reference(normal_reference(text)) == normal_reference(text)
    assert "\0" not in normal_reference(text)


def test_token_is_found_in_the_address_it_was_put_in_whatever_its_capitals():
    token = new_token()
    address = with_token("aiuto@lumen.example", token)
    assert tokens_in(("x@y.example", address.upper())) == [token]
    assert tokens_in((with_token("aiuto+negozio@lumen.example", token),)) == [token]


@pytest.mark.parametrize(
    "address",
    ["", "@", "a@b.example", "a+@b.example", "a+short@b.example", f"a+{'u' * 26}@b.example"],
)
def test_other_addresses_hold_none(address):
    assert tokens_in((address,)) == []


def test_only_the_first_addresses_are_looked_at():
    token = new_token()
    many = [f"p{n}@x.example" for n in range(20)]
    assert tokens_in((*many, with_token("a@b.example", token))) == []
