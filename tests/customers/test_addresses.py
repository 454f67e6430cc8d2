"""Telephone numbers and e-mail addresses as they are kept and looked up."""

import pytest

from aiuto.customers.addresses import (
    backwards,
    normal_email,
    normal_phone,
    phone_beginning,
    phone_in,
    shown_phone,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("347 123 4567", "+393471234567"),
        ("+39 347 1234567", "+393471234567"),
        ("0039 347 123.45.67", "+393471234567"),
        ("02 1234567", "+39021234567"),
        ("+44 20 7946 0000", "+442079460000"),
        ("12", None),
        ("giulia", None),
        ("", None),
    ],
)
def test_normal_phone(typed, kept):
    assert normal_phone(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Giulia@Customer.EXAMPLE ", "giulia@customer.example"),
        ("giulia", None),
        (f"{'a' * 250}@b.example", None),
    ],
)
def test_normal_email(typed, kept):
    assert normal_email(typed) == kept


@pytest.mark.parametrize(
    ("typed", "begins"), [("347 12", "+3934712"), ("+44 20", "+4420"), ("0044 20", "+4420"), ("02", "+3902")]
)
def test_phone_beginning(typed, begins):
    assert phone_beginning(typed) == begins


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Il mio numero è 333 1234567, grazie.", "+393331234567"),
        ("Tel. +44 20 7946 0958", "+442079460958"),
        ("Please call me on 02 5550 0133 tomorrow", "+390255500133"),
        ("Ordine 3471234567, P.IVA 01234567890", ""),
        ("Chiamatemi il 12.11.2026, entro le 15", ""),
    ],
)
def test_phone_in_is_a_number_that_is_named_as_one(text, kept):
    assert phone_in(text) == kept


def test_backwards_reads_a_number_from_its_end():
    assert backwards("+39 347-1234567") == "765432174393"


def test_shown_phone_has_blanks_and_keeps_what_is_no_number():
    assert shown_phone("+393471234567") == "+39 347 123 4567"
    assert shown_phone("handle") == "handle"
