"""Any bytes become a letter, whatever is done to them on the way."""

import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aiuto import mime

MAILS = [path.read_bytes() for path in sorted((Path(__file__).parent.parent / "mail").glob("*.eml"))]
SMALL = [raw for raw in MAILS if len(raw) < 8000]
PIECES = [
    b"--",
    b"\r\n\r\n",
    b"=?utf-8?B?",
    b"?=",
    b"boundary=",
    b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n",
    b"\x00",
    b"\xff\xfe",
    b"begin 644 a\n",
    b"=",
    b"Content-Transfer-Encoding: base64\r\n",
    b"\x1b$B",
    b"<",
    b"From: ",
    b"charset=utf-7;",
    b"Date: 99 Foo 99999\r\n",
    b"filename*0*=x''%",
    b"> On x wrote:\n>",
]


def check(letter: mime.Letter) -> None:
    """What must hold of every letter: text that can be stored, names that are labels."""
    words = [letter.subject, letter.shown_from, letter.text, letter.reply_text, letter.html]
    words += [file.name for file in letter.attachments] + [file.content_type for file in letter.attachments]
    for text in words:
        assert "\x00" not in text
        text.encode("utf-8")
    for label in [letter.subject, letter.shown_from, *(file.name for file in letter.attachments)]:
        assert not set(label) & set("\r\n\u202e\u200b\t\x1b") or label is letter.subject
        assert "\n" not in label
        assert "\r" not in label
    for file in letter.attachments:
        assert file.name
        assert "/" not in file.name
        assert "\\" not in file.name
    if letter.sender:
        assert letter.sender.email.count("@") == 1
        assert not set(letter.sender.email) & set(' <>,;:"()[]\\\r\n\x00')
    assert letter.date is None or letter.date.utcoffset().total_seconds() == 0


@given(st.binary(max_size=2000))
@settings(deadline=None, max_examples=200)
def test_read_is_total_on_any_bytes(raw):
    check(mime.read(raw))
    mime.digest(raw)
    mime.over_limit(raw)


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=20)), max_size=30).map(b"".join))
@settings(deadline=None, max_examples=200)
def test_read_is_total_on_mail_like_bytes(body):
    check(mime.read(b"From: ada@posta.example\r\n" + body))


@given(st.data())
@settings(deadline=None, max_examples=400)
def test_read_is_total_on_damaged_mails(data):
    raw = bytearray(data.draw(st.sampled_from(SMALL)))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(raw)))
        kind = data.draw(st.sampled_from(["flip", "cut", "insert", "drop", "double"]))
        if kind == "flip" and place < len(raw):
            raw[place] ^= 1 << data.draw(st.integers(0, 7))
        elif kind == "cut":
            del raw[place:]
        elif kind == "insert":
            raw[place:place] = data.draw(st.sampled_from(PIECES))
        elif kind == "drop":
            del raw[place : place + data.draw(st.integers(1, 200))]
        else:
            raw[place:place] = raw[place : place + data.draw(st.integers(1, 200))]
    check(mime.read(bytes(raw)))


def test_read_gives_letters_that_travel_and_compare():
    for raw in MAILS:
        letter = mime.read(raw)
        check(letter)
        assert pickle.loads(pickle.dumps(letter)) == letter == mime.read(raw)


def test_read_keeps_the_bytes_of_every_attachment():
    data = bytes(range(256)) * 20
    raw = (
        b"From: ada@posta.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nciao\r\n--b\r\n"
        b"Content-Type: application/octet-stream; name=a.bin\r\nContent-Transfer-Encoding: binary\r\n\r\n"
        + data
        + b"\r\n--b--\r\n"
    )
    assert mime.read(raw).attachments[0].data == data


def test_reply_text_is_made_of_words_of_the_text():
    for raw in MAILS:
        letter = mime.read(raw)
        assert set(letter.reply_text.split()) <= set(letter.text.split())
        assert bool(letter.reply_text.strip()) == bool(letter.text.strip())


@pytest.mark.parametrize(
    "raw",
    [
        b"References: " + b"%" * 200_000 + b"\n\nx",
        b"To: " + b",@" * 100_000 + b"\n\nx",
        b"To: " + b'"\\' * 100_000 + b"\n\nx",
        b"Subject: " + b"=?utf-8?Q?" * 20_000 + b"\n\nx",
        b"Content-Type: text/plain; " + b" " * 200_000 + b"\n\nx",
        b"Content-Type: text/plain; format=flowed\n\nwrote:\n" + b"*" * 190_000,
        b"Content-Type: text/html\n\n" + b"<div>" * 200_000,
        b"Return-Path: <>\nSubject: undeliverable\n\n" + b"550 a@b.example " * 12_000,
        b"\n" + b"Da: x\n" * 30_000,
        b"\nwrote:\n" + b"Il 1 " * 38_000,
    ],
)  # a quadratic reader would need hours for one of these
def test_read_is_linear_on_what_was_made_to_hang_it(raw):
    letter = mime.read(b"From: mailer-daemon@posta.example\n" + raw)
    check(letter)
    assert letter.readable
