"""axe-core, as a package for tests brings it along."""

from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

ALL = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
OPTIONS = {"iframes": False, "preload": False, "resultTypes": ["violations"]}
LOOKS = Path(__file__).with_name("looks.js").read_text()


def source() -> str:
    """The script."""
    return (files("axe_playwright_python") / "axe.min.js").read_text()


def violations(page: Page, script: str) -> list[str]:
    """What stands in somebody's way on this page, one line each."""
    page.evaluate(script)
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", OPTIONS | {"runOnly": ALL})
    return _lines(found["violations"])


class Eye:
    """Sees page after page: all that is on it, but no two times the colours of one look."""

    def __init__(self) -> None:
        self._script = source()
        self._judged = list[str]()

    def violations(self, page: Page) -> list[str]:
        """What stands in somebody's way on this page, whatever its colours."""
        page.evaluate(self._script)
        options = OPTIONS | {"runOnly": ALL, "rules": {"color-contrast": {"enabled": False}}}
        found = page.evaluate("options => axe.run(document, options)", options)
        return _lines(found["violations"])

    def unreadable(self, page: Page) -> list[str]:
        """What has bad colours on this page, which `violations` has seen, of looks that no page has had before."""
        options = OPTIONS | {"runOnly": COLOURS, "resultTypes": ["passes", "violations"], "elementRef": True}
        found = page.evaluate(LOOKS, {"judged": self._judged, "options": options})
        self._judged = found["judged"]
        return _lines(found["violations"])


def _lines(rules: list[dict[str, Any]]) -> list[str]:
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['html'][:160]} {node['failureSummary'][:260]}"
        for rule in rules
        for node in rule["nodes"][:3]
    ]
