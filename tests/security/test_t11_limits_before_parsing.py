"""T11: what is over the limits is named by counting, and even then reading it stays bounded."""

import tracemalloc

import pytest

from aiuto import mime

HEAD = b"From: ada@posta.example\r\nTo: aiuto@lucciola.example\r\nSubject: prova\r\n"
NESTED = b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(100_000)
)
MANY = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 100_000
MAILS_IN_MAILS = b"Content-Type: message/rfc822\r\n\r\n" * 100_000

BOMBS = {
    "too-large": HEAD + b"\r\n" + b"x" * 30_000_000,
    "too-many-lines": HEAD + b"\r\n" + b"\n" * 2_000_000,
    "too-many-parts": HEAD + MANY,
    "too-deep": HEAD + NESTED,
    "too-many-addresses": HEAD
    + b"Cc: "
    + b", ".join(b"p%d@x.example" % i for i in range(501))
    + b"\r\n\r\nx",
    "headers-too-large": HEAD + b"X-Bomb: " + b"x" * 2_000_000 + b"\r\n\r\nx",
}


@pytest.mark.parametrize("reason", BOMBS)
def test_a_mail_over_a_limit_is_named(reason):
    assert mime.over_limit(BOMBS[reason]) == reason


def test_mails_inside_mails_count_as_depth():
    assert mime.over_limit(HEAD + MAILS_IN_MAILS) == "too-deep"


def test_many_header_fields_are_over_the_limit():
    assert mime.over_limit(HEAD + b"X: y\r\n" * 300_000 + b"\r\nx") == "headers-too-large"


@pytest.mark.parametrize("count", [500])
def test_a_mail_at_the_limit_passes(count):
    cc = b", ".join(b"p%d@x.example" % i for i in range(count - 2))
    assert mime.over_limit(HEAD + b"Cc: " + cc + b"\r\n\r\nx") is None


def test_a_thousand_parts_pass():
    body = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 999 + b"--b--\r\n"
    assert mime.over_limit(HEAD + body) is None
    assert mime.over_limit(HEAD + body.replace(b"--b--", b"--b\r\n\r\nx\r\n--b--")) == "too-many-parts"


def test_a_long_line_is_repaired_and_not_refused():
    raw = HEAD + b"\r\n" + b"parola " * 2000 + b"\r\n"
    assert mime.over_limit(raw) is None
    assert mime.read(raw).text.split() == ["parola"] * 2000


def test_limits_can_be_narrowed():
    assert mime.over_limit(HEAD + b"\r\n" + b"x" * 2000, mime.Limits(size=1000)) == "too-large"


@pytest.mark.parametrize("reason", BOMBS)
def test_reading_a_bomb_stays_bounded_in_memory(reason):
    raw = BOMBS[reason]
    tracemalloc.start()
    letter = mime.read(raw)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert letter.sender is not None
    assert len(letter.attachments) <= 1001
    assert peak < 8 * len(raw) + 20_000_000


def test_nothing_of_the_parts_over_the_limit_is_lost():
    letter = mime.read(HEAD + MANY)
    assert sum(file.data.count(b"x") for file in letter.attachments) + letter.text.count("x") == 100_000
