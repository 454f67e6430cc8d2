"""Counting comes before reading; a mail within the limits passes."""

from pathlib import Path

import pytest

from aiuto import mime

ORDINARY = sorted((Path(__file__).parent.parent / "mail").glob("*-reply-it.eml"))


@pytest.mark.parametrize("path", ORDINARY, ids=lambda path: path.stem)
def test_over_limit_lets_ordinary_mail_pass(path):
    assert mime.over_limit(path.read_bytes()) is None


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (mime.Limits(size=10), "too-large"),
        (mime.Limits(lines=2), "too-many-lines"),
        (mime.Limits(parts=2), "too-many-parts"),
        (mime.Limits(depth=1), "too-deep"),
        (mime.Limits(addresses=1), "too-many-addresses"),
        (mime.Limits(header_size=20), "headers-too-large"),
    ],
)
def test_over_limit_names_the_limit(limits, reason):
    raw = (
        b"From: ada@posta.example\nTo: a@x.example, b@x.example\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\n\n1\n--b\n\n2\n--b--\n"
    )
    assert mime.over_limit(raw) is None
    assert mime.over_limit(raw, limits) == reason


def test_over_limit_is_total_on_nothing():
    assert mime.over_limit(b"") is None
