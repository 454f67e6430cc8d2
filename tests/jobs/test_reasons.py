"""Errors as sentences."""

import pytest

from aiuto.jobs.reasons import LONGEST, presentable, sentence


def test_sentence_names_the_error():
    assert sentence(ValueError("no lamp")) == "ValueError: no lamp"
    assert sentence(TimeoutError()) == "TimeoutError"


@pytest.mark.parametrize(
    "quoted",
    [
        "cannot reach postgresql://desk:rosso-lume@db.example/aiuto",
        "login failed, password=rosso-lume",
        "login failed, PASSWORD: rosso-lume",
        "api_key = rosso-lume refused",
        '{"token": "rosso-lume"}',
        "Authorization: Bearer rosso-lume-rosso-lume",
        "AUTH XOAUTH2 rosso-lume-rosso-lume",
    ],
)
def test_presentable_masks_what_looks_like_a_secret(quoted):
    assert "rosso" not in presentable(quoted)


def test_presentable_leaves_plain_words_alone():
    said = "550 5.1.1 the mailbox anna@lumi.example does not exist"
    assert presentable(said) == said


def test_presentable_fits_its_column_in_one_line():
    line = presentable("a\nb\x00\t" + "x" * 10_000)
    assert line.startswith("a b x")
    assert len(line) == LONGEST
