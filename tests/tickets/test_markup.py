"""Markdown as agents write it becomes HTML that is safe anywhere."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aiuto.mime import clean_html
from aiuto.tickets.markup import html_of, html_of_plain
from tests.mime.pages import wrongs

MARKS = st.text("*_`[]()<>!#|-~\\\n \"'&:/.ax1", max_size=80)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("**oggi** e *domani*", "<p><strong>oggi</strong> e <em>domani</em></p>"),
        ("una riga\nun'altra", "<br>"),
        ("- uno\n- due", "<li>uno</li>"),
        ("~~mai~~", "<s>mai</s>"),
        ("a & b < c", "a &amp; b &lt; c"),
        ("[qui](https://lumen.example/x)", 'href="https://lumen.example/x"'),
        ("`codice`", "<code>codice</code>"),
    ],
)
def test_marks_are_drawn(text, wanted):
    assert wanted in html_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[qui](javascript:alert(1))",
        "[qui](JaVaScRiPt&colon;alert(1))",
        "[qui](data:text/html,x)",
        "[qui](vbscript:x)",
        "![spia](https://evil.example/a.png)",
        '<https://evil.example" onclick=alert(1)>',
        '[a](https://x.example "\\" onmouseover=alert(1)")',
        "<img src=x onerror=alert(1)>",
    ],
)
def test_nothing_in_it_runs_or_loads(text):
    html = html_of(text)
    assert wrongs(html) == []
    assert "<img" not in html
    assert "<script" not in html


@given(MARKS | st.text(max_size=80))
@example("[a](<javascript:x>)")
@example("&#106;avascript:x")
def test_any_text_is_safe_and_stays_so(text):
    html = html_of(text)
    assert wrongs(html) == []
    assert clean_html(html).strip() == html


@given(st.text(max_size=80))
def test_plain_text_has_no_marks(text):
    assert wrongs(html_of_plain(text)) == []
    assert "<" not in html_of_plain(text).replace("<br>", "")
