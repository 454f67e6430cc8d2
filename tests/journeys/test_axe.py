"""The eye that sees page after page finds what is bad in one theme alone, and on a page whose colours it knows."""

import pytest
from playwright.sync_api import Page

from tests.journeys import axe

PAGE = """<!doctype html><html lang="en"><title>Lamps</title><style>
body { background: #fff; color: #222 } [data-theme=dark] body { background: #222; color: #eee } %s
</style><main><h1>Lamps</h1><p>Made by hand</p>%s</main>"""


@pytest.fixture
def page(chrome):
    with chrome.new_context() as context:
        yield context.new_page()


def seen(eye: axe.Eye, page: Page, style: str = "", more: str = "") -> list[str]:
    """The theme and the rule of all that stands in the way."""
    page.set_content(PAGE % (style, more))
    page.evaluate(axe.source())
    return [line.partition(" (")[0] for line in eye.violations(page)]


def test_eye_sees_what_is_bad_though_it_has_seen_the_page(page):
    eye = axe.Eye()
    assert seen(eye, page) == []
    assert seen(eye, page, style="[data-theme=dark] p { color: #444 }") == ["dark: color-contrast"]
    assert seen(eye, page, style="p { background: #555 }") == ["light: color-contrast"]
    assert seen(eye, page, more="<button></button>") == ["any colours: button-name"]
