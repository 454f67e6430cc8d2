"""The label that people see for a file."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aiuto.files.names import safe_name


@pytest.mark.parametrize(
    ("given_name", "label"),
    [
        ("fattura marzo.pdf", "fattura marzo.pdf"),
        ("perché è così.txt", "perché è così.txt"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\Users\\anna\\foto.png", "C_Users_anna_foto.png"),
        ("a\u200b.php\u202egpj", "a.phpgpj"),
        ("a\r\nb\x00c", "abc"),
        ("ﬁ／le.txt", "fi_le.txt"),
        ("．．／x", "_x"),
        (".htaccess", "htaccess"),
        ("a\u00ad\u061c\u180e\U000e0041b.txt", "ab.txt"),
        ("nome. ", "nome"),
        ("\ud800", "file"),
        ("...", "file"),
        ("", "file"),
    ],
)
def test_label_is_cleaned_after_it_is_normalised(given_name, label):
    assert safe_name(given_name) == label


def test_long_label_is_cut_and_keeps_its_ending():
    label = safe_name("x" * 400 + ".pdf")
    assert len(label) == 200
    assert label.endswith("x.pdf")


@given(st.text())
@example("x" * 199 + " y")
@example("." * 300)
@example("e\u200d\u0301")
def test_any_name_becomes_a_harmless_label_that_stays(name):
    label = safe_name(name)
    assert 0 < len(label) <= 200
    assert not set(label) & set("/\\:")
    assert label not in {".", ".."}
    assert not any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for sign in label)
    assert safe_name(label) == label
    label.encode()
