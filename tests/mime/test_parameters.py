"""Content types and file names in every way that mailers write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiuto.mime import parameters


@pytest.mark.parametrize(
    ("value", "kind", "found"),
    [
        (b"text/plain", "text/plain", {}),
        (b"TEXT/Plain; Charset=UTF-8", "text/plain", {"charset": b"UTF-8"}),
        (b'a/b; x="1;2"; y=3', "a/b", {"x": b"1;2", "y": b"3"}),
        (b'a/b; x="a\\"b"', "a/b", {"x": b'a"b'}),
        (b"a/b;x=1;x=2", "a/b", {"x": b"1"}),
        (b"a/b; x*0=uno; x*1=due", "a/b", {"x": b"unodue"}),
        (b"a/b; x*=utf-8''%C3%A8; x=e", "a/b", {"x": b"\xc3\xa8"}),
        (b'a/b; x="aperto', "a/b", {"x": b"aperto"}),
        (b"a/b charset=x", "a/b", {"charset": b"x"}),
        (b"", "", {}),
    ],
)
def test_parse_reads_a_field(value, kind, found):
    assert parameters.parse(value)[:2] == (kind, found)


@given(st.binary(max_size=200))
def test_parse_is_total(value):
    kind, found, _ = parameters.parse(value)
    assert isinstance(kind, str)
    assert all(isinstance(item, bytes) for item in found.values())


@pytest.mark.parametrize("kind", ["text/html<x>", "a", "a/", "/b", "a/b\n", "text/html;x", "a b/c", "é/è"])
def test_content_type_is_a_safe_token_or_the_fallback(kind):
    assert parameters.content_type(kind, "text/plain") == "text/plain"
