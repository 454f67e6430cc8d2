"""The ways in which somebody presses a button or a link: each journey that takes hands goes by all of them."""

from collections.abc import Callable

from playwright.sync_api import Locator

from tests.journeys.keyboard import reach

Press = Callable[[Locator], None]


def point(goal: Locator) -> None:
    """With a mouse."""
    goal.click()


def touch(goal: Locator) -> None:
    """With a finger."""
    goal.tap()


def type_enter(goal: Locator) -> None:
    """Walk there with Tab and press Enter."""
    reach(goal.page, goal)
    goal.page.keyboard.press("Enter")
