"""Cleaned HTML runs nothing, loads nothing, covers nothing, and cleaning it again changes nothing."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aiuto import mime
from tests.mime.pages import HARMLESS, wrongs

SNIPPETS = json.loads((Path(__file__).parent.parent / "security" / "xss.json").read_text("utf-8"))
PIECES = st.sampled_from(
    [
        *(f"<{tag}>" for tag in sorted(HARMLESS)),
        *(f"</{tag}>" for tag in sorted(HARMLESS)),
        "<script>",
        "</script>",
        "<svg>",
        "<math>",
        "<style>",
        "</style>",
        "<title>",
        "<!--",
        "-->",
        "<form>",
        "<select>",
        "<img src=http://e.example/x>",
        "<img src='cid:a' onerror=x()>",
        "<a href='javascript:x()'>",
        "<p style='color:red;background:url(x)'>",
        "text",
        "&lt;",
        "&",
        "<",
        ">",
        '"',
        "'",
        "`",
        "\x00",
        "\u2028",
        "<table><tr><td>",
        "<template>",
        "<noscript>",
        "</p>",
        "<plaintext>",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
@settings(deadline=None, max_examples=300)
def test_clean_html_is_idempotent_and_safe_on_any_mixture(source):
    cleaned = mime.clean_html(source)
    assert mime.clean_html(cleaned) == cleaned
    assert wrongs(cleaned) == []


@given(st.text(max_size=300))
@settings(deadline=None)
def test_clean_html_is_idempotent_on_any_text(source):
    cleaned = mime.clean_html(source)
    assert mime.clean_html(cleaned) == cleaned


@given(st.sampled_from(SNIPPETS), st.sampled_from(SNIPPETS), st.integers(0, 80))
@settings(deadline=None, max_examples=300)
def test_clean_html_is_safe_on_snippets_put_into_each_other(outer, inner, place):
    cleaned = mime.clean_html(outer[:place] + inner + outer[place:])
    assert wrongs(cleaned) == []
    assert mime.clean_html(cleaned) == cleaned


def test_clean_html_keeps_what_people_write():
    source = '<p style="color:#333;font-weight:bold">Ciao <b>Ada</b><br>a <a href="https://lucciola.example/x">qui</a></p>'
    cleaned = mime.clean_html(source)
    assert '<p style="color:#333;font-weight:bold">Ciao <b>Ada</b><br>' in cleaned
    assert 'href="https://lucciola.example/x"' in cleaned
    assert 'target="_blank"' in cleaned
    assert 'rel="noopener noreferrer nofollow"' in cleaned


def test_clean_html_makes_a_remote_image_a_placeholder():
    cleaned = mime.clean_html('<img src="https://negozio.example/foto.png?a=1&amp;b=2" alt="lampada">')
    assert cleaned == '<img alt="lampada" data-remote="https://negozio.example/foto.png?a=1&amp;b=2">'


def test_clean_html_keeps_the_image_of_the_mail_itself():
    assert mime.clean_html('<img src="cid:foto@x">') == '<img src="cid:foto@x">'


@pytest.mark.parametrize(
    "style", ["position:fixed", "background:url(x)", "margin:-1px", "width:expression(x)", "--a:b"]
)
def test_clean_html_drops_a_dangerous_style_and_keeps_the_rest(style):
    assert mime.clean_html(f'<p style="color:red;{style}">x</p>') == '<p style="color:red">x</p>'


def test_clean_html_shows_absurd_nesting_as_text():
    assert mime.clean_html("<div>" * 200_000 + "ciao") == "<pre>ciao</pre>"


def test_clean_html_shows_what_is_too_long_as_text():
    assert mime.clean_html("<b>a</b>" * 400_000).startswith("<pre>aaa")


@pytest.mark.parametrize("empty", ["", " ", "<script>x</script>", "<!-- x -->"])
def test_clean_html_of_nothing_is_nothing(empty):
    assert mime.clean_html(empty).strip() == ""
