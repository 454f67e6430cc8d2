"""axe-core, as a package for tests brings it along."""

from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

OPTIONS = {
    "iframes": False,
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


def source() -> str:
    """The script."""
    return (files("axe_playwright_python") / "axe.min.js").read_text()


def violations(page: Page, script: str) -> list[str]:
    """What stands in somebody's way on this page, one line each."""
    page.evaluate(script)
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", OPTIONS)
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['html'][:160]} {node['failureSummary'][:260]}"
        for rule in found["violations"]
        for node in rule["nodes"][:3]
    ]
