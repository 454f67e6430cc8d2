"""Hands that know no mouse."""

from playwright.sync_api import Locator, Page, expect

FURTHEST = 120


def reach(page: Page, goal: Locator) -> None:
    """Walk there with Tab, as somebody does who cannot point."""
    goal.wait_for()
    for _ in range(FURTHEST):
        if goal.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never arrives at {goal}")


def follow(page: Page, name: str) -> None:
    """Walk to the first link of this name, whoever brings it and whenever, and press Enter."""
    reach(page, page.get_by_role("link", name=name).first)
    page.keyboard.press("Enter")


def press(page: Page, name: str) -> None:
    """Walk to this button or link of the page, not of the navigation beside it, and press Enter."""
    here = page.locator("main, dialog, #toasts")
    reach(page, here.get_by_role("button", name=name).or_(here.get_by_role("link", name=name)).first)
    page.keyboard.press("Enter")


def choose(page: Page, name: str) -> None:
    """Open the request's menu and walk down to this item."""
    menu = page.locator("#head details[data-menu] summary")
    reach(page, menu)
    page.keyboard.press("Enter")
    item = page.locator("#head .menu-item", has_text=name)
    for _ in range(FURTHEST):
        page.keyboard.press("ArrowDown")
        if item.evaluate("one => one === document.activeElement"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"there is no {name} in the menu")


def answer(page: Page, text: str) -> None:
    """Type into the dialog's first field and confirm."""
    field = page.locator("#ask-body input:not([type=hidden])").first
    reach(page, field)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def said(page: Page, text: str) -> None:
    """The page says so, and is there as a whole: keys that follow are heard."""
    expect(page.locator("#toasts")).to_contain_text(text)
    page.wait_for_load_state()
