"""Text, HTML and files are told apart; file names are labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiuto.mime import bodies


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("ordine.pdf", "ordine.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\a\\b.doc", "b.doc"),
        ("a\u202egpj.exe", "agpj.exe"),
        (".htaccess", "htaccess"),
        ("\u200b.\u200bphp", "php"),
        ("a\r\nX: y", "a X_ y"),
        ("...", ""),
        ("", ""),
        ("/", ""),
        ("con spazi .pdf", "con spazi .pdf"),
        ("<script>.html", "script_.html"),
        ("ﬁle．txt", "file.txt"),
    ],
)
def test_file_name_is_a_label(written, label):
    assert bodies.file_name(written) == label


@given(st.text(max_size=400))
def test_file_name_is_short_and_harmless(written):
    name = bodies.file_name(written)
    assert len(name) <= 150
    assert not set(name) & set('/\\<>:"|?*\r\n\x00\u200b\u202e')
    assert not name.startswith(".")
