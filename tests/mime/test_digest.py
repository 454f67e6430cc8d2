"""One mail has one fingerprint, however it travelled; another mail has another."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from aiuto import mime

MAILS = [path.read_bytes() for path in sorted((Path(__file__).parent.parent / "mail").glob("*.eml"))]
TRACES = st.lists(
    st.sampled_from(
        [
            b"Return-Path: <x@y.example>",
            b"Received: from a by b;\r\n\tTue, 12 Mar 2024 10:15:00 +0100",
            b"X-Spam: no",
            b"Delivered-To: aiuto@lucciola.example",
            b"ARC-Seal: i=1; a=rsa",
            b"Authentication-Results: mx; dmarc=pass",
            b"x-original-to: b@c.example",
        ]
    ),
    max_size=6,
)


@given(st.sampled_from([raw for raw in MAILS if raw[:5] == b"From:"]), TRACES)
@settings(deadline=None)
def test_digest_is_the_same_under_trace_headers(raw, traces):
    assert mime.digest(b"".join(trace + b"\r\n" for trace in traces) + raw) == mime.digest(raw)


def test_digest_is_the_same_for_both_line_ends():
    written = [raw for raw in MAILS if b"\r\n" in raw and b"\r" not in raw.replace(b"\r\n", b"")]
    assert len(written) > len(MAILS) / 2
    assert [raw for raw in written if mime.digest(raw.replace(b"\r\n", b"\n")) != mime.digest(raw)] == []


def test_digests_of_different_mails_differ():
    assert len({mime.digest(raw) for raw in MAILS}) == len(MAILS)


def test_digest_changes_with_subject_body_and_sender():
    raw = b"From: a@x.example\nSubject: uno\n\ncorpo\n"
    others = [raw.replace(b"uno", b"due"), raw.replace(b"corpo", b"altro"), raw.replace(b"a@", b"b@")]
    assert len({mime.digest(mail) for mail in [raw, *others]}) == 4


def test_digest_ignores_the_separator_of_an_archive():
    raw = b"From: a@x.example\nSubject: uno\n\ncorpo\n"
    assert mime.digest(b"From a@x.example Tue Mar 12 10:15:00 2024\n" + raw) == mime.digest(raw)
