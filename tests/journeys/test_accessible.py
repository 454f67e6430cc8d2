"""WCAG 2.2 AA on every page, in both languages, in light and dark, without a word in the console."""

import re

import pytest

from tests.journeys import axe
from tests.journeys.house import House, until

WITH_A_STORY = "Riva"
PAGES = [
    "/inbox/mine/",
    "/inbox/unassigned/",
    "/inbox/open/",
    "/inbox/waiting/",
    "/inbox/solved/",
    "/search/?q=nuvola",
    "/search/?q=",
    "/go/?q=nuvola",
    "/go/keys/",
    "/write/",
    "/profile/",
    "/notices/",
    "/notices/choices/",
    "/customers/",
    "/contacts/new/",
    "/quarantine/",
    "/dead-letters/",
    "/dead-letters/work/",
    "/balance/",
    "/account/keys/",
    "/account/password/change/",
    "/ui/gallery/",
    "/nowhere/",
]
SETTINGS = [
    "/settings/",
    "/settings/desks/",
    "/settings/desks/1/",
    "/settings/schedules/1/",
    "/settings/mailboxes/",
    "/settings/mailboxes/1/",
    "/settings/mailboxes/new/",
    "/settings/teams/1/",
    "/settings/people/",
    "/settings/people/1/",
    "/settings/tags/",
    "/settings/tags/1/",
    "/settings/reasons/",
    "/settings/reasons/1/",
    "/settings/orders/",
    "/settings/journal/",
]
OF_LEADS = ["/settings/", "/settings/people/", "/settings/tags/1/", "/settings/reasons/1/"]
DOORS = ["/account/login/", "/account/password/reset/", "/p/an-old-link/"]
LOOKS = [("anna", "light"), ("emma", "dark")]


@pytest.fixture(scope="module")
def script() -> str:
    return axe.source()


@pytest.mark.parametrize(("who", "theme"), LOOKS)
def test_pages_of_the_workspace(visiting, script, who, theme):
    visit = visiting(who, theme=theme, expected=["status of 404"])
    found = {}
    for path in PAGES:
        visit.go(path)
        found[path] = axe.violations(visit.page, script)
    _check(found)


@pytest.mark.parametrize(
    ("who", "theme", "pages"),
    [("irene", "light", SETTINGS), ("irene", "dark", SETTINGS), ("emma", "dark", OF_LEADS)],
)
def test_pages_of_the_settings(visiting, script, who, theme, pages):
    visit = visiting(who, theme=theme)
    found = {}
    for path in pages:
        visit.go(path)
        found[path] = axe.violations(visit.page, script)
    _check(found)


@pytest.mark.parametrize(("who", "theme"), LOOKS)
def test_a_request_its_dialogs_and_its_customer(visiting, script, who, theme):
    visit = visiting(who, theme=theme)
    page, found = visit.page, {}
    visit.go(f"/search/?q={WITH_A_STORY}")
    page.locator("#results .row a").first.click()
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
def test_doors_for_everybody(visiting, script, locale, theme):
    visit = visiting(None, theme=theme, locale=locale, expected=["status of 4(04|10)"])
    found = {}
    for path in DOORS:
        visit.go(path)
        found[path] = axe.violations(visit.page, script)
    _check(found)


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
