"""Bytes become the text that was meant, whatever their label says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiuto.mime import charsets


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("UTF-8", "utf-8"),
        ('"utf8"', "utf-8"),
        ("us-ascii", "cp1252"),
        ("ISO-8859-1", "cp1252"),
        ("iso8859_15", "iso-8859-15"),
        ("Windows-1252", "cp1252"),
        ("cp-1251", "cp1251"),
        ("win-1250", "cp1250"),
        ("x-windows-1253", "cp1253"),
        ("gb2312", "gb18030"),
        ("iso-2022-jp", "cp50221"),
        ("KOI8-R", "koi8-u"),
        ("iso-8859-1 (latino)", "cp1252"),
        ("utf-8*it", "utf-8"),
        ("zlib", None),
        ("base64", None),
        ("idna", None),
        ("punycode", None),
        ("unicode_escape", None),
        ("rot13", None),
        ("iso-8859-12", None),
        ("iso-8859-99", None),
        ("", None),
        ("undefined", None),
        ("cp99999", None),
        ("mbcs", None),
    ],
)
def test_codec_of_knows_charsets_and_nothing_else(label, codec):
    assert charsets.codec_of(label) == codec


@given(st.binary(max_size=200), st.sampled_from([*charsets.ALIASES, "boh", None]))
def test_decode_is_total(data, label):
    text, _ = charsets.decode(data, label)
    assert isinstance(charsets.storable(text), str)


@given(st.text(max_size=80), st.sampled_from([None, "utf-8", "us-ascii", "iso-8859-1", "boh"]))
def test_utf8_is_recognised_under_any_label(text, label):
    data = text.encode("utf-8")
    if "\ufeff" not in text and "\x1b$" not in text:
        assert charsets.decode(data, label)[0] == text


@pytest.mark.parametrize(
    "codec", ["gbk", "cp949", "big5hkscs", "cp932", "euc_jp", "koi8-u", "iso-8859-5", "cp1255"]
)
def test_decode_reads_its_own_script(codec):
    words = {
        "gbk": "灯坏了",
        "cp949": "램프",
        "big5hkscs": "檯燈",
        "cp932": "ランプ",
        "euc_jp": "電球",
        "koi8-u": "лампа",
        "iso-8859-5": "лампа",
        "cp1255": "מנורה",
    }[codec]
    assert (
        charsets.decode(words.encode(codec), codec.replace("cp", "windows-") if codec == "cp1255" else codec)[
            0
        ]
        == words
    )


def test_storable_has_one_kind_of_line_end_and_no_controls():
    assert charsets.storable("a\r\nb\rc\x00\x07\x1b\ud800d\te") == "a\nb\ncd\te"


def test_charset_in_html_is_found_only_in_a_meta_tag():
    assert charsets.charset_in_html(b"<meta charset='koi8-r'>") == "koi8-r"
    assert charsets.charset_in_html(b"<p>charset=koi8-r</p>") is None
