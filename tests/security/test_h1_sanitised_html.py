"""H1: what is stored for showing is an allow-list's output, and cleaning it again changes nothing."""

import json
from pathlib import Path

from aiuto import mime
from tests.mime.pages import wrongs

SNIPPETS = json.loads((Path(__file__).parent / "xss.json").read_text("utf-8"))


def test_there_are_two_hundred_distinct_snippets():
    assert len(set(SNIPPETS)) == len(SNIPPETS) >= 200


def test_the_oracle_sees_what_is_wrong_in_them():
    assert sum(bool(wrongs(snippet)) for snippet in SNIPPETS) >= 190


def test_a_snippet_runs_and_loads_nothing_once_cleaned():
    cleaned = {snippet: mime.clean_html(snippet) for snippet in SNIPPETS}
    assert {snippet: found for snippet, html in cleaned.items() if (found := wrongs(html))} == {}
    assert [html for html in cleaned.values() if mime.clean_html(html) != html] == []


def test_a_snippet_stays_harmless_inside_a_mail():
    head = b"From: eve@evil.example\r\nSubject: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    for snippet in SNIPPETS:
        letter = mime.read(head + b"<p>Gentile assistenza,</p>" + snippet.encode() + b"<p>saluti</p>")
        assert wrongs(mime.clean_html(letter.html)) == [], snippet
        assert "Gentile assistenza," in letter.text, snippet


def test_nested_tags_do_not_reassemble():
    assert (
        "script"
        not in mime.clean_html("<scr<script>x</script>ipt>alert(1)</scr<script>x</script>ipt>").split("&")[0]
    )
    assert wrongs(mime.clean_html("<<b>script>alert(1)<<b>/script>")) == []
