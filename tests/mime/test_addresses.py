"""The strict reader believes one plain author; the lenient one finds whom it can."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aiuto.mime import addresses
from aiuto.mime.letter import Address


@pytest.mark.parametrize(
    ("value", "name", "email"),
    [
        (b"ada@posta.example", "", "ada@posta.example"),
        (b"<ada@posta.example>", "", "ada@posta.example"),
        (b"Ada Testa <Ada@POSTA.Example>", "Ada Testa", "Ada@posta.example"),
        (b'"Testa, Ada" <ada@posta.example>', "Testa, Ada", "ada@posta.example"),
        (b"Testa, Ada <ada@posta.example>", "Testa, Ada", "ada@posta.example"),
        (b"Ada B. Testa <a.b+c_d-e@sub.posta.example>", "Ada B. Testa", "a.b+c_d-e@sub.posta.example"),
        ("Città <info@città.example>".encode(), "Città", "info@xn--citt-3na.example"),
        (b"root@localhost", "", "root@localhost"),
    ],
)
def test_sender_is_read_when_it_is_one_plain_author(value, name, email):
    assert addresses.sender([value]) == Address(name, email)


@given(st.text(max_size=60).map(str.encode))
@settings(deadline=None, max_examples=300)
def test_sender_is_total_and_never_half_believed(value):
    sender = addresses.sender([value])
    assert sender is None or sender.email.encode().split(b"@")[0] in value


def test_several_finds_each_address_once_and_in_order():
    value = b'b@x.example, "A, B" <a@x.example>; a@x.example, Gruppo: c@x.example, d@x.example;, niente, <e@X.EXAMPLE>'
    assert [found.email for found in addresses.several([value])] == [
        "b@x.example",
        "a@x.example",
        "c@x.example",
        "d@x.example",
        "e@x.example",
    ]


def test_several_stops_at_five_hundred():
    assert len(addresses.several([b", ".join(b"p%d@x.example" % number for number in range(2000))])) == 500


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a",
        "@x.example",
        "a@",
        "a..b@x.example",
        ".a@x.example",
        "a@x..example",
        "a@-x.example",
        "a b@x.example",
        "a@x.example\n",
        "a@x_y.example!",
        "a" * 65 + "@x.example",
        "a@" + "x" * 64 + ".example",
    ],
)
def test_normalised_refuses_what_is_no_address(address):
    assert addresses.normalised(address) is None or address.endswith("\n")


def test_mailbox_reads_trace_fields():
    assert addresses.mailbox(b" <Bounce+1@X.example>\r") == "Bounce+1@x.example"
    assert addresses.mailbox(b"aiuto@x.example") == "aiuto@x.example"
    assert addresses.mailbox(b"nobody here") is None
