"""Header fields are split and decoded as they were meant, in linear time."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiuto.mime import headers


def split(raw: bytes) -> tuple[headers.Headers, bytes]:
    found, body = headers.split(raw, headers.beginning(raw), len(raw))
    return found, raw[body:]


def test_split_ends_at_the_blank_line():
    found, body = split(b"A: 1\r\nB: 2\r\n 3\r\n\r\nC: 4\r\n")
    assert found.plain(b"b") == "2 3"
    assert body == b"C: 4\r\n"
    assert found.defects == ()


def test_split_sees_a_forgotten_blank_line():
    found, body = split(b"Subject: a\r\nprima riga del testo\r\n\r\nseconda\r\n")
    assert body == b"prima riga del testo\r\n\r\nseconda\r\n"
    assert found.defects == ("header-end-missing",)


def test_split_goes_on_after_a_strange_line():
    found, body = split(b"Subject: a\r\n??? strana\r\nFrom: b@x.example\r\n\r\ntesto")
    assert found.plain(b"from") == "b@x.example"
    assert body == b"testo"


def test_first_field_of_a_name_wins_and_all_are_kept():
    found, _ = split(b"To: a\r\nTO: b\r\n\r\n")
    assert found.plain(b"to") == "a"
    assert len(found.all_raw(b"to")) == 2


@given(st.text(max_size=60), st.integers(1, 20))
def test_decode_text_joins_words_cut_anywhere(text, step):
    raw = text.encode("utf-8")
    words = [b"=?utf-8?B?" + base64.b64encode(raw[at : at + step]) + b"?=" for at in range(0, len(raw), step)]
    assert headers.decode_text(b"\r\n ".join(words)) == headers.one_line(text)


@given(st.binary(max_size=200))
def test_decode_text_is_one_line_of_any_bytes(value):
    text = headers.decode_text(value)
    assert not set(text) & set("\r\n\x00\x0b\x0c\x85\u2028\u2029")


@given(st.text(max_size=100))
def test_visible_shows_nothing_invisible(text):
    assert not set(headers.visible(text)) & set("\u200b\u200d\u202e\u2066\ufeff\r\n\x00")


def test_visible_normalises_before_it_removes():
    assert headers.visible("ｐａｙ\u200bpal\uff0eexample") == "paypal.example"


@pytest.mark.parametrize(
    "bomb", [b"=?a?q?" * 50_000, b"=?utf-8?B?" + b"A" * 500_000, b" \r\n" * 200_000, b"\xff" * 300_000]
)
def test_decode_text_survives_bombs(bomb):
    assert isinstance(headers.decode_text(bomb), str)


@pytest.mark.parametrize(
    "start", [b"", b"\r\n\r\n", b"\xef\xbb\xbf", b"From x@y.example Tue Mar 12\r\n", b">From x\n"]
)
def test_beginning_finds_the_first_field(start):
    raw = start + b"Subject: a\r\n\r\n"
    assert raw[headers.beginning(raw) :].startswith(b"Subject")
