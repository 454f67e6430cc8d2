"""WCAG 2.2 AA on every page of the access matrix, in both languages, in light and dark, without a word in the console.

A page is opened once for the one who may see least of it, on a wide screen, and once for the one who may see most, on
a phone. The theme changes in its place: only what axe says of colours can differ then, and colours of a look that it
has judged stay as they are.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys import axe
from tests.journeys.browser import SCREEN, Visit
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
    """Windows of everybody, in one language: what axe finds on the pages that they open."""

    def __init__(
        self, chrome: Browser, house: House, made: dict[str, Any], language: str, eye: axe.Eye
    ) -> None:
        self.found, self.pages, self._eye = list[str](), set[str](), eye
        options = {"locale": language, "viewport": SCREENS[language]}
        self._window = partial(Visit, chrome, house, expected=["status of 404"], **options)
        self._sessions, self._visits = made["sessions"], dict[str, Visit]()

    def open(self, rank: str, path: str) -> None:
        """Look at it in light and dark, if it is a whole page."""
        visit = self._visit(rank)
        if not visit.context.request.get(path).body().lstrip().lower().startswith(b"<!doctype html"):
            return
        visit.go(path)
        self.pages.add(path)
        self.found += [f"{path} ({rank}): {line}" for line in self._eye.violations(visit.page)]
        if visit.page.evaluate(OVERFLOWS):
            self.found.append(f"{path} ({rank}): wider than its screen")

    def _visit(self, rank: str) -> Visit:
        if rank not in self._visits:
            visit = self._window(storage_state=_state(self._sessions.get(rank)))
            visit.context.add_init_script(axe.source())
            self._visits[rank] = visit
        return self._visits[rank]

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
def eye() -> axe.Eye:
    return axe.Eye()


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("language", SEEN)
def test_every_page_stands_in_nobodys_way(chrome, walked, eye, language, part):
    house, made = walked
    _speak(house, language)
    walk = Walk(chrome, house, made, language, eye)
    for rank, path in _addresses(made["things"], SEEN[language])[part::PARTS]:
        walk.open(rank, path)
    walk.end()
    assert walk.found == [], "\n".join(walk.found)
    assert len(walk.pages) >= FEWEST


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
