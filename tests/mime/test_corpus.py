"""Every mail of the corpus says what its expectation says that it means."""

import json
from pathlib import Path
from typing import Any

import pytest

from aiuto import mime

CORPUS = Path(__file__).parent.parent / "mail"
NAMES = sorted(path.stem for path in CORPUS.glob("*.eml"))


def plain(letter: mime.Letter, key: str) -> Any:
    """A field of a letter in the shape of the expectation files."""
    value = getattr(letter, key)
    if key in {"sender", "on_behalf_of"}:
        return value.email if value else None
    if key in {"to", "cc", "reply_to"}:
        return [address.email for address in value]
    if key == "date":
        return value.isoformat() if value else None
    return list(value) if isinstance(value, tuple) else value


EXACT = {
    "sender",
    "subject",
    "on_behalf_of",
    "shown_from",
    "to",
    "cc",
    "reply_to",
    "date",
    "message_id",
    "in_reply_to",
    "references",
    "delivered_to",
    "return_path",
    "text",
    "reply_text",
    "automatic",
    "readable",
}


@pytest.mark.parametrize("name", NAMES)
def test_mail_means_what_is_expected_of_it(name):
    raw = (CORPUS / f"{name}.eml").read_bytes()
    letter, expected = mime.read(raw), json.loads((CORPUS / f"{name}.json").read_text("utf-8"))
    check_fields(letter, expected)
    check_words(letter, expected)
    check_attachments(letter, expected)
    check_bounce(letter, expected)
    assert mime.over_limit(raw) == expected.get("over_limit")


def check_fields(letter: mime.Letter, expected: dict[str, Any]) -> None:
    found = {key: plain(letter, key) for key in EXACT & expected.keys()}
    assert found == {key: expected[key] for key in found}
    if "sender_name" in expected:
        assert letter.sender is not None
        assert letter.sender.name == expected["sender_name"]


def check_words(letter: mime.Letter, expected: dict[str, Any]) -> None:
    places = {"text": letter.text, "reply": letter.reply_text, "html": letter.html, "defects": letter.defects}
    for place, words in places.items():
        for word in expected.get(f"{place}_has", []):
            assert word in words
        for word in expected.get(f"{place}_lacks", []):
            assert word not in words


def check_attachments(letter: mime.Letter, expected: dict[str, Any]) -> None:
    if expected.get("attachments_any"):
        return
    assert len(letter.attachments) == len(expected["attachments"]), [file.name for file in letter.attachments]
    for file, wanted in zip(letter.attachments, expected["attachments"], strict=True):
        shown = {
            "name": file.name,
            "content_type": file.content_type,
            "size": len(file.data),
            "content_id": file.content_id,
            "inline": file.inline,
        }
        assert {key: shown[key] for key in wanted} == wanted


def check_bounce(letter: mime.Letter, expected: dict[str, Any]) -> None:
    if expected["bounce"] is None:
        assert letter.bounce is None
        return
    assert letter.bounce is not None
    assert letter.bounce.permanent is expected["bounce"]["permanent"]
    assert letter.bounce.message_id == expected["bounce"]["message_id"]
    assert len(letter.bounce.recipients) == len(expected["bounce"]["recipients"])
    for recipient, wanted in zip(letter.bounce.recipients, expected["bounce"]["recipients"], strict=True):
        assert {key: getattr(recipient, key) for key in wanted} == wanted


def test_corpus_is_large_and_wholly_expected():
    assert len(NAMES) >= 150
    assert {path.stem for path in CORPUS.glob("*.json")} == set(NAMES)
