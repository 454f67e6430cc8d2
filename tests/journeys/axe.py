"""axe-core, as a package for tests brings it along."""

from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

ALL = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
OPTIONS = {"iframes": False, "preload": False, "resultTypes": ["violations"]}
SEEING = {
    "options": OPTIONS,
    "structure": {"runOnly": ALL, "rules": {"color-contrast": {"enabled": False}}},
    "colours": {
        "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
        "resultTypes": ["violations", "passes", "incomplete"],
        "elementRef": True,
    },
}
EYE = Path(__file__).with_name("eye.js").read_text()


def source() -> str:
    """The script."""
    return (files("axe_playwright_python") / "axe.min.js").read_text()


def violations(page: Page, script: str) -> list[str]:
    """What stands in somebody's way on this page, one line each."""
    page.evaluate(script)
    options = OPTIONS | {"runOnly": ALL}
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['html'][:160]} {node['failureSummary'][:260]}"
        for rule in found["violations"]
        for node in rule["nodes"][:3]
    ]


class Eye:
    """Sees page after page, in light and dark: all that is on it, but no two times the colours of one look."""

    def __init__(self) -> None:
        self._judged = list[str]()

    def violations(self, page: Page) -> list[str]:
        """What stands in somebody's way on this page, which has the script already, one line each."""
        found = page.evaluate(EYE, SEEING | {"judged": self._judged})
        self._judged += found["judged"]
        lines: list[str] = found["violations"]
        return lines
