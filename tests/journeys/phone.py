"""A telephone in the hand: its screen, and how a page has to stand on it."""

from playwright.sync_api import Page

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
GROUND = "getComputedStyle(document.documentElement).backgroundColor.match(/[0-9]+/g).slice(0, 3).map(Number)"
DARKEST = 80  # of 255


def check_look(page: Page, *, dark: bool) -> None:
    """Nothing has to be moved sideways, and the ground has the theme's colour."""
    assert not page.evaluate(SIDEWAYS), page.url
    assert (max(page.evaluate(GROUND)) < DARKEST) is dark, page.url
