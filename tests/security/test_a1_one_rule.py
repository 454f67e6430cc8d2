"""A1, A3: list, page, search, live line and files obey one rule; missing and forbidden are one answer."""

import re
from pathlib import Path

import pytest
from django.test import Client

from tests.security.world import make_world

SOURCE = Path(__file__).resolve().parents[2] / "src" / "aiuto"
FACES = ("workspace", "portal", "api", "channels", "cli", "worker")


@pytest.mark.parametrize("face", FACES)
def test_no_face_reads_a_table_by_itself(face):
    found = [file for file in (SOURCE / face).rglob("*.py") if ".objects" in file.read_text()]
    assert found == []


def test_every_way_to_a_request_obeys_the_same_rule(db):
    world = make_world()
    ours, private = (world.things[of]["reference"] for of in ("ours", "private"))
    client = Client()
    for role, sees in {"agent": True, "lead": True, "admin": True, "other": False}.items():
        client.force_login(world.users[role])
        lists = ("/", "/inbox/waiting/", "/inbox/solved/", "/search/?q=lampada", f"/search/?q={ours}")
        for way in (*lists, f"/search/?q={private}", "/live/?after=0-0"):
            told = client.get(way).text
            assert f"/tickets/{private}/" not in told
            assert f"ticket:{private}" not in told
            assert sees or not {f"/tickets/{ours}/", f"ticket:{ours}"} & set(told.replace('"', " ").split())
        shown = "".join(client.get(way).text for way in lists)
        assert (f"/tickets/{ours}/" in shown) is sees, role


@pytest.mark.parametrize("path", ["tickets/{}/", "tickets/{}/about/", "tickets/{}/ask/merge/"])
def test_missing_and_forbidden_are_the_same_page(db, path):
    world = make_world()
    client = Client()
    client.force_login(world.users["other"])
    ours = world.things["ours"]["reference"]
    forbidden, missing = (client.get("/" + path.format(reference)) for reference in (ours, "00000000"))
    assert (forbidden.status_code, missing.status_code) == (404, 404)
    assert _without_token(forbidden.text).replace(ours, "00000000") == _without_token(missing.text)


def _without_token(page: str) -> str:
    """A form's token is random on every page."""
    return re.sub(r'token(": |" value=)"\w+"', "", page)
