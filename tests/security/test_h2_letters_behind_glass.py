"""H2: a stranger's HTML is a document of its own that runs nothing, submits nothing and belongs to no origin."""

import json
from pathlib import Path

import pytest
from django.test import Client

from aiuto.flows.receive_message import receive_message
from aiuto.people.queries import default_desk

pytestmark = pytest.mark.once
BODIES = json.loads(Path(__file__).with_name("xss.json").read_text())
CHECKED = BODIES[::7]


@pytest.fixture
def client(world):
    client = Client()
    client.force_login(world.users["agent"])
    return client


def policy(answer) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


def test_letter_has_a_policy_of_its_own(client, world):
    given = policy(client.get(f"/messages/{world.things['ours']['message']}/letter/"))
    assert given["default-src"] == "'none'"
    assert given["img-src"] == "'self' data:"
    assert given["form-action"] == given["base-uri"] == "'none'"
    assert given["frame-ancestors"] == "'self'"
    assert set(given["sandbox"].split()) == {"allow-popups", "allow-popups-to-escape-sandbox"}
    assert "script-src" not in given


def test_frame_is_sandboxed_as_well(client, world, now):
    raw = (
        b"From: a@customer.example\r\nMessage-ID: <h@c.example>\r\nContent-Type: text/html\r\n\r\n<p>Ciao</p>"
    )
    receipt = receive_message(raw, via="pipe", desk=default_desk(), now=now)
    page = client.get(f"/tickets/{receipt.ticket}/").text
    frame = page[page.index("<iframe") : page.index("</iframe>")]
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in frame
    assert "allow-scripts" not in page
    assert "allow-same-origin" not in page


def test_pages_around_it_allow_no_inline_script_or_style(client, world):
    given = policy(client.get(f"/tickets/{world.things['ours']['reference']}/"))
    assert given["script-src"] == given["style-src"] == "'self'"
    assert "unsafe" not in " ".join(given.values())


@pytest.mark.parametrize("number", range(len(CHECKED)))
def test_hostile_letter_is_shown_without_anything_that_runs(client, world, now, number):
    html = CHECKED[number] if isinstance(CHECKED[number], str) else CHECKED[number]["html"]
    head = f"From: a@customer.example\r\nMessage-ID: <x{number}@c.example>\r\n"
    raw = head.encode() + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + html.encode("utf-8", "replace")
    receipt = receive_message(raw, via="pipe", desk=default_desk(), now=now)
    letter = client.get(f"/messages/{receipt.message}/letter/").text.lower().partition("<body>")[2]
    for bad in (
        "<script",
        "<iframe",
        "<object",
        "<embed",
        "<form",
        "<meta",
        "<base",
        "<link",
        "<svg",
        "javascript:",
    ):
        assert bad not in letter
    assert client.get(f"/tickets/{receipt.ticket}/").status_code == 200
