"""A visitor's browser, which remembers everything that went wrong on its pages."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from aiuto.cli.demo.furnishing import PASSWORD
from tests.journeys.house import COLLEAGUES, House

SCREEN = {"width": 1280, "height": 800}
PATIENCE_MS = 20_000
expect.set_options(timeout=PATIENCE_MS)
TELL_POLICY = """addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.effectiveDirective} keeps out ${event.blockedURI || "inline"}`));
"""


class Visit:
    """Somebody's browser window: its page, and what a console, its policy, a dialog or a stray request said.

    `expected`: patterns of complaints that belong to the journey (a 404 on purpose).
    """

    def __init__(
        self, chrome: Browser, house: House, *, expected: Iterable[str] = (), **options: Any
    ) -> None:
        self.house = house
        self.troubles: list[str] = []
        self._expected = [re.compile(pattern) for pattern in expected]
        options = {"viewport": SCREEN, "base_url": house.url, "reduced_motion": "reduce"} | options
        self.context: BrowserContext = chrome.new_context(**options)
        self.context.set_default_timeout(PATIENCE_MS)
        self.context.add_init_script(TELL_POLICY)
        self.context.on("request", self._look_at_request)
        self.context.on("console", lambda said: said.type == "error" and self._note(said.text))
        self.context.on("weberror", lambda error: self._note(f"script: {error.error}"))
        self.context.on("dialog", self._refuse)
        self.page: Page = self.context.new_page()

    def go(self, path: str) -> Response:
        """Open an address of ours; pages stream, so `load` is the end of it."""
        answer = self.page.goto(path, wait_until="load")
        assert answer
        return answer

    def sign_in(self, who: str, password: str = PASSWORD) -> None:
        self.go("/account/login/")
        self.page.fill("input[name=login]", COLLEAGUES[who][0])
        self.page.fill("input[name=password]", password)
        self.page.click("main form.form button[type=submit]")
        self.page.wait_for_load_state()

    def end(self) -> None:
        """Close the window; what went wrong fails the journey."""
        self.context.close()
        assert self.troubles == [], self.troubles

    def _look_at_request(self, request: Any) -> None:
        if not request.url.startswith((self.house.url, "data:", "about:", "blob:")):
            self._note(f"request: {request.url}")

    def _refuse(self, dialog: Any) -> None:
        self._note(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _note(self, text: str) -> None:
        if not any(pattern.search(text) for pattern in self._expected):
            self.troubles.append(f"{text} ({self.page.url if hasattr(self, 'page') else ''})")


class Keys:
    """Each colleague signs in once; later windows bring the cookie along."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, who: str, chrome: Browser, house: House) -> dict[str, Any]:
        path = self._folder / f"{who}.json"
        if not path.exists():
            visit = Visit(chrome, house)
            visit.sign_in(who)
            visit.page.wait_for_selector("#inbox")
            visit.context.storage_state(path=path)
            visit.end()
        state: dict[str, Any] = json.loads(path.read_text())
        return state
