"""WCAG 2.2 AA of what opens on a page or needs a link of its own: dialogs, menus, pages for customers."""

import re

import pytest

from tests.journeys import axe
from tests.journeys.house import House, until

WITH_A_STORY = "Riva"
LOOKS = [("anna", "light"), ("emma", "dark")]


@pytest.fixture(scope="module")
def script() -> str:
    return axe.source()


@pytest.mark.parametrize(("who", "theme"), LOOKS)
def test_a_request_its_dialogs_and_its_customer(visiting, script, who, theme):
    visit = visiting(who, theme=theme)
    page, found = visit.page, {}
    visit.go(f"/search/?q={WITH_A_STORY}")
    page.locator("[aria-labelledby=found-requests] .row a").first.click()
    page.locator("#about h2").first.wait_for()
    found["request"] = axe.violations(page, script)
    page.locator("label.face-note").click()
    page.locator("#head details[data-menu] summary").click()
    found["menu and note"] = axe.violations(page, script)
    page.locator("#head .menu-item[href$='/ask/assign/']").click()
    page.locator("#ask-body select").wait_for()
    found["dialog"] = axe.violations(page, script)
    page.keyboard.press("Escape")
    for name, address in (("customer", "/customers/"), ("message", "/messages/")):
        link = page.locator(f"a[href^='{address}']:not([href='{address}'])").first
        visit.go(link.get_attribute("href") or "")
        found[name] = axe.violations(page, script)
        page.go_back(wait_until="load")
        page.locator("#about h2").first.wait_for()
    _check(found)


@pytest.mark.parametrize(("locale", "theme"), [("it-IT", "light"), ("en-GB", "dark")])
def test_link_that_is_over_says_so(visiting, script, locale, theme):
    visit = visiting(None, theme=theme, locale=locale, expected=["status of 4(04|10)"])
    visit.go("/p/an-old-link/")
    assert axe.violations(visit.page, script) == []


def test_a_customers_page_shows_a_question_and_acts_on_the_press(house: House, visiting, script):
    house.run("tests.journeys.asking")
    until(lambda: house.sink.to("franca.bellini@posta.example", "/p/"))
    [raw] = house.sink.to("franca.bellini@posta.example", "/p/")
    link = re.search(rb"/p/[^\s/]+/", raw.replace(b"=\r\n", b""))
    assert link
    visit = visiting(None, locale="it-IT")
    visit.go(link[0].decode())
    assert axe.violations(visit.page, script) == []
    visit.page.locator("main button[type=submit]").first.click()
    visit.page.wait_for_load_state()
    assert axe.violations(visit.page, script) == []


def _check(found: dict[str, list[str]]) -> None:
    told = [f"{path}: {line}" for path, lines in found.items() for line in lines]
    assert not told, "\n".join(told)
