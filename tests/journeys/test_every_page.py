"""WCAG 2.2 AA on every page of the access matrix, in both languages, in light and dark, without a word in the console.

A page is opened once for the one who may see least of it, on a wide screen, and once for the one who may see most, on
a phone. The theme changes in its place: only what axe says of colours can differ then, and colours of a look that it
has judged stay as they are.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys import axe
from tests.journeys.browser import SCREEN, Visit, new_window
from tests.journeys.house import House, running
from tests.security.access import ROWS, Row

RANKS = ("visitor", "agent", "lead", "admin")
NO_PAGES = {"workspace:live", "workspace:letter"}  # the one never ends, the other is a customer's own
FULL = [  # where the sample company shows more than the one request of the matrix
    "/inbox/unassigned/",
    "/inbox/open/",
    "/inbox/solved/",
    "/search/?q=nuvola",
    "/customers/?q=a",
    "/go/?q=nuvola",
    "/settings/schedules/1/",
    "/nowhere/",
]
PARTS, FEWEST = 2, 30
SEEN = {"it": slice(0, 1), "en": slice(-1, None)}  # of those to whom a page is shown
SCREENS = {"it": SCREEN, "en": {"width": 360, "height": 740}}
OVERFLOWS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


class Walk:
    """Windows of everybody, in each language: what axe finds on the pages that they open."""

    def __init__(self, chrome: Browser, house: House, sessions: dict[str, str]) -> None:
        self._chrome, self._house, self._sessions, self._eye = chrome, house, sessions, axe.Eye()
        self._visits, self._whole = dict[tuple[str, str], Visit](), dict[str, bool]()

    def look(self, rank: str, path: str, language: str) -> list[str] | None:
        """What stands in the way there, in light and dark; None if it is no whole page."""
        visit = self._visit(rank, language)
        if path not in self._whole:
            begun = visit.context.request.get(path).body().lstrip().lower()
            self._whole[path] = begun.startswith(b"<!doctype html")
        if not self._whole[path]:
            return None
        visit.go(path)
        wide = [f"{path} ({rank}): wider than its screen"] if visit.page.evaluate(OVERFLOWS) else []
        return wide + [f"{path} ({rank}): {line}" for line in self._eye.violations(visit.page)]

    def _visit(self, rank: str, language: str) -> Visit:
        if (rank, language) not in self._visits:
            state = _state(self._sessions.get(rank))
            options: dict[str, Any] = {
                "storage_state": state,
                "locale": language,
                "viewport": SCREENS[language],
            }
            page = new_window(self._chrome, self._house, **options)
            page.context.add_init_script(axe.source())
            self._visits[rank, language] = Visit(page, self._house, expected=["status of 404"])
        return self._visits[rank, language]

    def troubles(self) -> list[str]:
        return [trouble for visit in self._visits.values() for trouble in visit.troubles]

    def end(self) -> None:
        for visit in self._visits.values():
            visit.end()


def _state(session: str | None) -> dict[str, Any]:
    cookies = {"theme": "light"} | ({"sessionid": session} if session else {})
    where = {"domain": "localhost", "path": "/"}
    return {"cookies": [{"name": name, "value": value, **where} for name, value in cookies.items()]}


@pytest.fixture(scope="module")
def walked(company, tmp_path_factory) -> Iterator[tuple[House, dict[str, Any]]]:
    with running(tmp_path_factory.mktemp("walked"), "--web-only", company=company) as house:
        yield house, json.loads(house.run("tests.journeys.walking"))


@pytest.fixture(scope="module")
def walk(chrome, walked) -> Iterator[Walk]:
    house, made = walked
    walk = Walk(chrome, house, made["sessions"])
    yield walk
    walk.end()


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("language", SEEN)
def test_every_page_stands_in_nobodys_way(walked, walk, language, part):
    house, made = walked
    _speak(house, language)
    addresses = _addresses(made["things"], SEEN[language])[part::PARTS]
    looked = [(path, walk.look(rank, path, language)) for rank, path in addresses]
    pages = {path for path, found in looked if found is not None}
    assert [line for _path, found in looked for line in found or ()] == []
    assert walk.troubles() == []
    assert len(pages) >= FEWEST


def _speak(house: House, language: str) -> None:
    """Make it the language of all of them."""
    with closing(sqlite3.connect(Path(house.settings["AIUTO_HOME"]) / "aiuto.sqlite3")) as database, database:
        database.execute("UPDATE people_user SET language = ?", [language])


def _addresses(things: dict[str, Any], seen: slice) -> list[tuple[str, str]]:
    """Of all that the matrix shows to somebody: who opens it, and where."""
    shown = [row for row in ROWS if row.method == "GET" and row.of != "private" and row.name not in NO_PAGES]
    ranked = [(rank, row.path(things)) for row in shown for rank in _ranks(row)[seen]]
    return ranked + [("admin" if "settings" in path else "agent", path) for path in FULL]


def _ranks(row: Row) -> list[str]:
    return [rank for rank in RANKS if row.statuses[rank] == 200]
