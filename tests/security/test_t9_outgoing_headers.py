"""T9: whatever stands in names, subjects and labels, a mail parses back to the intended recipients and headers."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import default
from email.utils import getaddresses

import idna
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aiuto.channels.email import headers
from aiuto.channels.email.composing import message_of
from aiuto.channels.email.errors import NotAnAddress
from aiuto.outbox.parts import File, Parts, Person

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HARD = '\r\n\t\0 ,;:<>@"\\()[]=?._%\u200b\u202e\u2028è漢🙂\ud800-a'
TEXT = (
    st.text(max_size=40)
    | st.text(HARD, max_size=40)
    | st.sampled_from(["Anna " * 60, "è" * 190, "漢🙂" * 90, "x" * 500])
)
ATOM = st.text("abcxyz019!#$%&'*+/=?^_`{|}~-", min_size=1, max_size=20)
LOCAL = st.lists(ATOM, min_size=1, max_size=3).map(".".join)
DOMAIN = st.sampled_from(["cliente.example", "a-b.c.example", "xn--caff-8oa.example", "localhost"])
EMAIL = st.builds("{}@{}".format, LOCAL, DOMAIN)
PERSON = st.builds(Person, EMAIL, TEXT)
HEADERS = {
    "from", "to", "cc", "reply-to", "subject", "date", "message-id", "in-reply-to", "references", "auto-submitted",
    "x-auto-response-suppress", "x-aiuto-loop", "mime-version", "content-type", "content-transfer-encoding",
}  # fmt: skip


@settings(max_examples=150)
@given(
    sender=PERSON,
    to=st.lists(PERSON, min_size=1, max_size=3),
    cc=st.lists(PERSON, max_size=2),
    subject=TEXT,
    text=TEXT,
)
@example(
    Person("a@b.example", "Nome, Cognome <z@z.example>"),
    [Person("a@b.example", "")],
    [],
    "x\r\nBcc: y@y.example",
    "",
)
@example(
    Person("a@b.example", "=?utf-8?q?x?="),
    [Person("a@b.example", 'a"b\\')],
    [],
    "=?utf-8?q?=0D=0ABcc?=",
    ".\r\n",
)
def test_mail_with_any_name_and_subject_parses_back(sender, to, cc, subject, text):
    parts = Parts(
        sender=sender, to=tuple(to), cc=tuple(cc), subject=subject, text=text, message_id="a@b.example"
    )
    raw = message_of(parts, content=lambda _: b"", date=NOW)
    mail = message_from_bytes(raw, policy=default)
    assert {name.lower() for name in mail} <= HEADERS
    assert len(mail.keys()) == len(set(mail.keys()))
    for header, people in (("From", [sender]), ("To", to), ("Cc", cc)):
        assert [address.addr_spec for address in _addresses(mail, header)] == [
            person.email for person in people
        ]
        assert _plainly_read(raw, header) == [(headers.clean(person.name), person.email) for person in people]
    assert (mail["Subject"] or "") == headers.clean(subject)
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def _addresses(mail, header):
    return mail[header].addresses if mail[header] else ()


def _plainly_read(raw: bytes, header: str) -> list[tuple[str, str]]:
    """As an older, plainer parser reads it; the newer one leaves spaces between the encoded words of a name."""
    value = message_from_bytes(raw)[header]
    found = getaddresses(["" if value is None else value.replace("\r\n", "")])
    return [(str(make_header(decode_header(name))), email) for name, email in found if email]


@given(st.text(HARD, max_size=40) | st.text(max_size=40))
@example("a@b.example>, <evil@c.example")
@example("a@b.example\r\nBcc: evil@c.example")
@example('"a\r\nb"@c.example')
def test_address_is_one_address_or_refused(text):
    try:
        written = headers.mailbox(text)
    except NotAnAddress:
        return
    mail = message_from_bytes(f"To: {written}\r\n\r\n".encode(), policy=default)
    assert len(mail["To"].addresses) == 1
    assert mail.keys() == ["To"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("anna@caffè.example", f"anna@{idna.encode('caffè').decode()}.example"),
        ("anna@straße.example", "anna@xn--strae-oqa.example"),
        ("用户@例子.example", "用户@xn--fsqu00a.example"),
        ('"a b"@c.example', '"a b"@c.example'),
        ("a@[192.0.2.1]", "a@[192.0.2.1]"),
    ],
)
def test_address_international_goes_by_its_ascii_domain(text, written):
    assert headers.address(text) == written


@pytest.mark.parametrize(
    "text", ["", "a", "@b.example", "a@", "a@b..example", "a@-b.example", "a b@c.example", ".a@b.example"]
)
def test_address_that_is_none_is_refused(text):
    with pytest.raises(NotAnAddress):
        headers.address(text)


@settings(max_examples=100)
@given(name=TEXT, declared=TEXT)
@example('a"; filename="b.exe', "image/png")
@example("è" * 190, 'text/plain; name="x"')
def test_file_with_any_label_and_type_adds_no_header(name, declared):
    file = File("aa", name, declared)
    parts = Parts(
        sender=Person("a@b.example"), to=(Person("c@d.example"),), subject="s", text="t", message_id="a@b.example",
        files=(file,),
    )  # fmt: skip
    mail = message_from_bytes(message_of(parts, content=lambda _: b"bytes", date=NOW), policy=default)
    (attached,) = mail.iter_attachments()
    assert {name.lower() for name in attached} <= {
        "content-type", "content-disposition", "content-transfer-encoding", "mime-version",
    }  # fmt: skip
    assert attached.get_filename() == (headers.clean(name)[:200].strip() or "file")
    assert attached.get_content() in (b"bytes", "bytes")
