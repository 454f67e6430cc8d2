"""H1: what is stored for showing is an allow-list's output, and cleaning it again changes nothing."""

import json
from pathlib import Path

import pytest

from aiuto import mime
from tests.mime.pages import wrongs

SNIPPETS = json.loads((Path(__file__).parent / "xss.json").read_text("utf-8"))


def test_there_are_two_hundred_distinct_snippets():
    assert len(set(SNIPPETS)) == len(SNIPPETS) >= 200


def test_the_oracle_sees_what_is_wrong_in_them():
    assert sum(bool(wrongs(snippet)) for snippet in SNIPPETS) >= 190


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_a_snippet_runs_and_loads_nothing_once_cleaned(snippet):
    cleaned = mime.clean_html(snippet)
    assert wrongs(cleaned) == []
    assert mime.clean_html(cleaned) == cleaned


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_a_snippet_stays_harmless_inside_a_mail(snippet):
    raw = b"From: eve@evil.example\r\nSubject: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    letter = mime.read(raw + b"<p>Gentile assistenza,</p>" + snippet.encode() + b"<p>saluti</p>")
    assert wrongs(mime.clean_html(letter.html)) == []
    assert "Gentile assistenza," in letter.text


def test_nested_tags_do_not_reassemble():
    assert (
        "script"
        not in mime.clean_html("<scr<script>x</script>ipt>alert(1)</scr<script>x</script>ipt>").split("&")[0]
    )
    assert wrongs(mime.clean_html("<<b>script>alert(1)<<b>/script>")) == []
