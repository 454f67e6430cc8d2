"""A visitor's browser, which remembers everything that went wrong on its pages."""

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Page, Response, expect

from aiuto.cli.demo.furnishing import PASSWORD
from tests.journeys.house import COLLEAGUES, House

SCREEN = {"width": 1280, "height": 800}
PATIENCE_MS = 20_000
expect.set_options(timeout=PATIENCE_MS)
TELL_POLICY = """addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.effectiveDirective} keeps out ${event.blockedURI || "inline"}`));
"""


QUIET = "/static/ui/mark.svg"
REMEMBER = """(kept) => {
  sessionStorage.clear();
  localStorage.clear();
  kept.forEach(({ name, value }) => localStorage.setItem(name, value));
}"""
State = dict[str, Any]


def new_window(chrome: Browser, house: House, **options: Any) -> Page:
    """The one page of a browser window that nobody has used."""
    options = {"viewport": SCREEN, "base_url": house.url, "reduced_motion": "reduce"} | options
    context = chrome.new_context(**options)
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(TELL_POLICY)
    return context.new_page()


class Windows:
    """Windows that one visitor leaves to the next who wants one like it: making one costs what ten pages cost."""

    def __init__(self, chrome: Browser, house: House) -> None:
        self._chrome, self._house = chrome, house
        self._left: dict[str, list[Page]] = {}
        self._kinds: dict[Page, str] = {}

    def take(self, state: State, **options: Any) -> Page:
        """With these cookies and what this browser keeps, and nothing of anybody else's."""
        kind = repr(sorted(options.items()))
        left = self._left.setdefault(kind, [])
        page = left.pop() if left else new_window(self._chrome, self._house, **options)
        if page not in self._kinds:
            self._kinds[page] = kind
            page.goto(QUIET)
        page.context.add_cookies(state["cookies"])
        kept = [entry for origin in state["origins"] for entry in origin["localStorage"]]
        page.evaluate(REMEMBER, kept)
        return page

    def take_back(self, page: Page) -> None:
        """Of those that were taken here, for the next visitor. What cannot be tidied is thrown away."""
        kind = self._kinds.get(page)
        if kind is None or not _tidied(page):
            page.context.close()
        else:
            self._left[kind].append(page)


def _tidied(page: Page) -> bool:
    """Leave its pages, and forget who was here: whether that could be done."""
    try:
        for other in page.context.pages:
            if other is not page:
                other.close()
        page.unroute_all(behavior="ignoreErrors")
        page.goto(QUIET)
        page.context.clear_cookies()
    except Error:
        return False
    return True


class Visit:
    """Somebody's browser window: its page, and what a console, its policy, a dialog or a stray request said.

    `expected`: patterns of complaints that belong to the journey (a 404 on purpose).
    """

    def __init__(self, page: Page, house: House, *, expected: Iterable[str] = ()) -> None:
        self.page, self.context, self.house = page, page.context, house
        self.troubles: list[str] = []
        self._expected = [re.compile(pattern) for pattern in expected]
        self._ears: dict[Any, Callable[[Any], object]] = {
            "request": self._look_at_request,
            "console": lambda said: said.type == "error" and self._note(said.text),
            "weberror": lambda error: self._note(f"script: {error.error}"),
            "dialog": self._refuse,
        }
        for event, ear in self._ears.items():
            self.context.on(event, ear)

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

    def leave(self) -> None:
        """Listen no more: the window is for somebody else."""
        for event, ear in self._ears.items():
            self.context.remove_listener(event, ear)

    def _look_at_request(self, request: Any) -> None:
        if not request.url.startswith((self.house.url, "data:", "about:", "blob:")):
            self._note(f"request: {request.url}")

    def _refuse(self, dialog: Any) -> None:
        self._note(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _note(self, text: str) -> None:
        if not any(pattern.search(text) for pattern in self._expected):
            self.troubles.append(f"{text} ({self.page.url})")


class Keys:
    """Each colleague signs in once; later windows bring the cookie along."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, who: str, chrome: Browser, house: House) -> State:
        path = self._folder / f"{who}.json"
        if not path.exists():
            visit = Visit(new_window(chrome, house), house)
            visit.sign_in(who)
            visit.page.wait_for_selector("#inbox")
            visit.context.storage_state(path=path)
            visit.end()
        state: State = json.loads(path.read_text())
        return state
