"""T10: any bytes give a letter, and a sender is believed only when it is exactly one plain address."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aiuto import mime

CORPUS = Path(__file__).parent.parent / "mail"
HOSTILE = sorted(path for path in CORPUS.glob("sender-*.eml"))


def read_from(value: bytes) -> mime.Letter:
    return mime.read(b"From: " + value + b"\r\nSubject: x\r\n\r\ntesto\r\n")


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.stem)
def test_sender_of_the_hostile_corpus_is_the_expected_one(path):
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))["sender"]
    sender = mime.read(path.read_bytes()).sender
    assert (sender.email if sender else None) == expected


@pytest.mark.parametrize(
    "value",
    [
        b"alice@example.org)bob@evil.example",
        b"alice@example.org,bob@evil.example",
        b"alice@example.org (x)",
        b"(x) alice@example.org",
        b"alice@example.org;bob@evil.example",
        b"<alice@example.org> <bob@evil.example>",
        b"alice@example.org <bob@evil.example>",
        b"A:alice@example.org;",
        b"alice@example.org\x00@evil.example",
        b"alice@example.org bob@evil.example",
        b"<<alice@example.org>>",
        b"<alice@example.org",
        b"alice@example.org>",
        b'"x"@example.org',
        b"alice@[192.0.2.1]",
        b"alice@example..org",
        b"@example.org",
        b"alice@",
        b"=?utf-8?q?alice=40example.org?=",
        b'"A" x@y.example <alice@example.org>',
        b"",
    ],
)
def test_sender_with_a_trick_is_nobody(value):
    letter = read_from(value)
    assert letter.sender is None
    assert letter.readable


def test_two_from_fields_are_nobody_and_both_are_shown():
    letter = mime.read(b"From: a@posta.example\r\nFrom: b@evil.example\r\n\r\nx")
    assert letter.sender is None
    assert "a@posta.example" in letter.shown_from
    assert "b@evil.example" in letter.shown_from


def test_encoded_line_break_in_a_name_stays_on_one_line():
    letter = read_from(b"=?utf-8?q?Ada=0D=0ABcc:_x=40evil.example?= <ada@posta.example>")
    assert letter.sender is not None
    assert letter.sender.email == "ada@posta.example"
    assert "\n" not in letter.sender.name + letter.shown_from
    assert "\r" not in letter.sender.name + letter.shown_from


@given(st.binary(max_size=200))
@settings(deadline=None, max_examples=300)
def test_any_from_field_gives_a_letter_and_one_address_or_none(value):
    sender = read_from(value.replace(b"\n", b"")).sender
    assert sender is None or (sender.email.count("@") == 1 and sender.email.isprintable())
