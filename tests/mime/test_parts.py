"""The tree of parts is cut within its limits and keeps every byte it does not look into."""

from hypothesis import given
from hypothesis import strategies as st

from aiuto.mime import parts


def tree(part: parts.Part) -> object:
    return [part.kind, [tree(child) for child in part.children]] if part.children else part.kind


def test_parse_cuts_nested_multiparts():
    raw = (
        b"Content-Type: multipart/mixed; boundary=a\n\n--a\n"
        b"Content-Type: multipart/alternative; boundary=b\n\n--b\n\n1\n--b\n"
        b"Content-Type: text/html\n\n2\n--b--\n--a\nContent-Type: application/pdf\n\n3\n--a--\n"
    )
    root = parts.parse(raw, 0, parts.Budget())
    inner = ["multipart/alternative", ["text/plain", "text/html"]]
    assert tree(root) == ["multipart/mixed", [inner, "application/pdf"]]
    assert root.children[1].body() == b"3"


def test_parse_stops_at_the_number_of_parts():
    raw = b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 50
    budget = parts.Budget(most=10)
    root = parts.parse(raw, 0, budget)
    assert budget.overspent()
    assert len(root.children) == 10
    assert root.children[-1].whole().count(b"x") == 41


def test_parse_stops_at_the_depth():
    raw = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level) for level in range(10)
    )
    budget = parts.Budget(deepest=5)
    parts.parse(raw, 0, budget)
    assert budget.reached == 6


@given(st.lists(st.binary(max_size=30).filter(lambda body: b"--x" not in body), min_size=1, max_size=6))
def test_delimited_gives_the_bytes_between_the_delimiters(bodies):
    raw = b"--x\r\n" + b"\r\n--x\r\n".join(bodies) + b"\r\n--x--\r\n"
    spans, closed = parts.delimited(raw, 0, len(raw), b"x")
    assert [raw[start:end] for start, end in spans] == bodies
    assert closed


def test_delimited_is_not_fooled_by_a_longer_boundary():
    raw = b"--abc\n1\n--abcd\n2\n--abc--\n"
    assert len(parts.delimited(raw, 0, len(raw), b"abc")[0]) == 1
