"""Transfer encodings are undone, and damage costs as little as possible."""

import base64
import binascii
import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiuto.mime import transfer

TEXT = "La lampada è arrivata rotta, che cosa devo fare adesso? ".encode() * 8


@given(st.binary(max_size=500), st.integers(4, 100))
def test_base64_comes_back_however_the_lines_are_cut(data, width):
    written = base64.b64encode(data)
    lines = b"\r\n".join(written[at : at + width] for at in range(0, len(written), width))
    assert transfer.decode(lines, "base64") == (data, b"", None)


@given(st.binary(max_size=300))
def test_quoted_printable_comes_back(data):
    assert transfer.decode(quopri.encodestring(data), "Quoted-Printable")[0].replace(
        b"\r", b""
    ) == data.replace(b"\r", b"")


@given(
    st.binary(max_size=300),
    st.sampled_from(["base64", "quoted-printable", "x-uuencode", "boh", "7bit", "", "BASE64 ;"]),
)
def test_decode_is_total(data, encoding):
    assert isinstance(transfer.decode(data, encoding)[0], bytes)


@given(st.binary(min_size=1, max_size=400))
def test_uuencode_comes_back(data):
    lines = b"".join(binascii.b2a_uu(data[at : at + 45]) for at in range(0, len(data), 45))
    name, content, _, _ = transfer.uuencoded(b"testo\nbegin 644 foto.bin\n" + lines + b"`\nend\nfine\n")[0]
    assert (name, content) == ("foto.bin", data)


def test_base64_keeps_the_clear_text_after_it():
    data, after, defect = transfer.decode(
        base64.encodebytes(TEXT) + b"\n_____\nlista di posta, per uscire\n", "base64"
    )
    assert data == TEXT
    assert after.endswith(b"lista di posta, per uscire")
    assert defect == "base64-trailing-text"


def test_base64_without_its_padding_is_whole():
    assert transfer.decode(base64.b64encode(b"ciao").rstrip(b"="), "base64")[0] == b"ciao"


def test_prose_that_calls_itself_base64_stays_prose():
    prose = b"Questa e' prosa, non codice.\nSul serio, basta leggerla.\n"
    assert transfer.decode(prose, "base64") == (prose, b"", "base64-not")


@pytest.mark.parametrize(
    "bomb", [b"!" * 1_000_000, b"A!\n" * 300_000, b"begin 644 a\n" * 100_000, b"=\n" * 500_000]
)
def test_decode_survives_bombs(bomb):
    for encoding in ("base64", "quoted-printable", "x-uuencode"):
        assert len(transfer.decode(bomb, encoding)[0]) <= len(bomb)
