"""HTML becomes text that a person can read, and any HTML becomes some text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aiuto import mime


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>Uno</p><p>Due</p>", "Uno\n\nDue"),
        ("<div>Uno</div><div>Due</div>", "Uno\nDue"),
        ("Uno<br>Due<br><br>Tre", "Uno\nDue\n\nTre"),
        (
            "<blockquote>vecchio<blockquote>antico</blockquote></blockquote>nuovo",
            "> vecchio\n>>\n>> antico\n\nnuovo",
        ),
        ("<ul><li>a<li>b</ul>", "- a\n- b"),
        ('<a href="https://x.example/p">qui</a>', "qui <https://x.example/p>"),
        ('<a href="https://x.example/">x.example</a>', "x.example"),
        ('<a href="javascript:alert(1)">qui</a>', "qui"),
        ("<img src=x alt='una foto'> testo", "una foto testo"),
        ("a &lt;b&gt; &amp; &egrave;", "a <b> & è"),
        ("<style>p{}</style><title>t</title>x<script>y</script>", "x"),
        ("prima <!-- nota --> dopo", "prima dopo"),
        ("<head><title>t<body>testo", "testo"),
        ("<title>mai chiuso <p>testo", "mai chiuso\n\ntesto"),
        ("<style>mai chiuso p{}", ""),
        ("<pre>  a\n  b</pre>", "  a\n  b"),
        ("<BLOCKQUOTE>q</BLOCKQUOTE>r", "> q\n\nr"),
        ("<p>a</p><br><p>b</p>", "a\n\n\nb"),
        ("<p title='a > b'>x</p>", "x"),
        ("5 < 6 e <3", "5 < 6 e <3"),
        ("", ""),
    ],
)
def test_html_to_text_reads_as_people_write(source, text):
    assert mime.html_to_text(source) == text


def test_html_to_text_keeps_the_signature_mark():
    assert "\n-- \n" in mime.html_to_text("<div>Ciao</div><div>-- </div><div>Ada</div>")


@given(st.text(alphabet="<>/!-&;\"'= abp\n#x0", max_size=200))
@settings(deadline=None, max_examples=300)
def test_html_to_text_is_total(source):
    assert isinstance(mime.html_to_text(source), str)


@given(st.text(alphabet="abcdefghij èàù", min_size=1, max_size=60).filter(str.strip))
@settings(deadline=None)
def test_html_to_text_loses_no_word(words):
    assert mime.html_to_text(f"<div><b>{words}</b></div>").split() == words.split()


def test_html_to_text_is_bounded():
    assert len(mime.html_to_text("<p>parola</p>" * 500_000)) == 1_000_000


@pytest.mark.parametrize(
    "bomb", ["<a " * 300_000, "<!--" * 300_000, "<a '\"" * 200_000, "&#" + "9" * 100_000]
)
def test_html_to_text_survives_bombs(bomb):
    assert isinstance(mime.html_to_text(bomb), str)
