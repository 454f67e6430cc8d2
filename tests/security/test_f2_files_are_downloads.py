"""F1, F2, F3: whatever a file is called or claims to be, it leaves as a download with headers from a fixed set."""

import string

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from aiuto.tickets.models import Attachment
from aiuto.workspace.message.attachments import ANYTHING, TYPES, headers
from tests.security.world import make_world

HARMLESS = TYPES | {ANYTHING}
NAMES = (
    "fattura.pdf",
    'a".html',
    "a\r\nSet-Cookie: x=1",
    "..\\..\\etc\\passwd",
    "../../etc/passwd",
    "per\u200bche\u202egpj.exe",
    "\ud800",
    "é" * 300,
    "",
    "%0d%0a",
)


def sent(name: str, content_type: str) -> HttpResponse:
    return HttpResponse(b"x", headers=headers(name, content_type))


@given(
    st.text(),
    st.text(alphabet=string.printable) | st.sampled_from(["text/html", "image/svg+xml", "text/xml"]),
)
def test_any_name_and_type_leave_headers_of_the_fixed_set(name, content_type):
    answer = sent(name, content_type)
    assert answer.headers["Content-Type"] in HARMLESS
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert b"\r" not in answer.serialize_headers().replace(b"\r\n", b"")
    assert len(answer.headers) == 6


@pytest.mark.parametrize("name", NAMES)
def test_name_never_breaks_out_of_its_header(name):
    block = sent(name, "application/pdf").serialize_headers()
    assert len(block.split(b"\r\n")) == 6
    assert b"\nSet-Cookie" not in block


def test_nothing_that_a_browser_runs_is_in_the_fixed_set():
    for kind in ("html", "svg", "xml", "javascript", "xhtml", "x-shockwave"):
        assert not [
            known for known in HARMLESS if kind in known.removeprefix("application/vnd.openxmlformats-")
        ]


@pytest.mark.parametrize("declared", ["text/html", "image/svg+xml", "application/xhtml+xml", "nonsense"])
def test_download_of_a_page_is_only_bytes(db, declared):
    world = make_world()
    number = world.things["ours"]["attachment"]
    Attachment.objects.filter(pk=number).update(content_type=declared, name="pagina.html")
    client = Client()
    client.force_login(world.users["agent"])
    answer = client.get(f"/attachments/{number}/")
    assert answer.headers["Content-Type"] == ANYTHING
    assert answer.headers["Content-Disposition"] == 'attachment; filename="pagina.html"'


def test_preview_is_inline_but_closed(db):
    world = make_world()
    client = Client()
    client.force_login(world.users["agent"])
    answer = client.get(f"/attachments/{world.things['ours']['attachment']}/preview/")
    assert answer.headers["Content-Type"] in ("image/png", "image/jpeg")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
