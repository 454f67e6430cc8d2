"""axe-core, as a package for tests brings it along."""

from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

ALL = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
OPTIONS = {"iframes": False, "resultTypes": ["violations"]}


def source() -> str:
    """The script."""
    return (files("axe_playwright_python") / "axe.min.js").read_text()


def violations(page: Page, script: str = "", rules: dict[str, object] = ALL) -> list[str]:
    """What stands in somebody's way on this page, one line each; with the script, unless the page has it already."""
    if script:
        page.evaluate(script)
    options = OPTIONS | {"runOnly": rules}
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['html'][:160]} {node['failureSummary'][:260]}"
        for rule in found["violations"]
        for node in rule["nodes"][:3]
    ]
