"""A morning's inbox by keyboard alone: chosen, changed, taken back; the palette; from one request to the next."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.house import House, letter
from tests.journeys.keyboard import reach, said

NAMES = ("Ada Conti", "Bice Longo", "Carla Moro")


@pytest.fixture
def morning(house: House, visiting, request: pytest.FixtureRequest) -> tuple[Page, list[str]]:
    """Three requests of this test alone, in the unassigned of a lead."""
    subjects = [f"{request.node.name[5:22]} {number}" for number in range(len(NAMES))]
    for name, subject in zip(NAMES, subjects, strict=True):
        house.send(letter(f"{name} <{name.split()[0].lower()}@posta.example>", subject, "Potete aiutarmi?"))
    page = visiting("emma").page
    page.goto("/inbox/unassigned/")
    expect(page.get_by_role("link", name=subjects[-1])).to_be_visible()
    return page, subjects


def row(page: Page, subject: str):
    return page.locator(".row", has_text=subject)


def walk_to(page: Page, subject: str) -> None:
    """Press j until the row has the focus."""
    goal = row(page, subject).locator(".row-link")
    for _ in range(60):
        page.keyboard.press("j")
        if goal.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"j never arrives at {subject}")


def test_chosen_are_taken_and_put_back(morning):
    page, subjects = morning
    for subject in subjects[:2]:
        page.locator("body").press("Home")
        page.evaluate("document.activeElement.blur()")
        walk_to(page, subject)
        page.keyboard.press("x")
    expect(page.locator("[data-count]")).to_have_text("2")
    page.keyboard.press("t")
    said(page, "Yours: 2 requests.")
    expect(row(page, subjects[0])).to_have_count(0)
    expect(row(page, subjects[2])).to_have_count(1)
    page.keyboard.press("z")
    said(page, "Taken back on 2 requests.")
    expect(row(page, subjects[0])).to_have_count(1)


def test_chosen_get_a_tag_by_the_dialog(morning):
    page, subjects = morning
    walk_to(page, subjects[1])
    page.keyboard.press("x")
    page.keyboard.press("l")
    dialog = page.locator("#chosen-ask")
    expect(dialog).to_be_visible()
    expect(dialog.locator("input[name=add]")).to_be_focused()
    page.keyboard.type("mattina")
    page.keyboard.press("Enter")
    said(page, "Tagged: one request.")
    expect(dialog).to_be_hidden()
    expect(row(page, subjects[1])).to_contain_text("mattina")


def open_palette(page: Page) -> None:
    page.wait_for_load_state()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Go anywhere")).to_be_focused()


def test_palette_goes_does_and_finds(morning):
    page, subjects = morning
    open_palette(page)
    expect(page.get_by_role("option", name="Quarantine")).to_be_visible()
    page.keyboard.type("quaran")
    expect(page.get_by_role("option", name="Quarantine")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/quarantine/"))

    open_palette(page)
    page.keyboard.type(subjects[0])
    found = page.get_by_role("option", name=subjects[0]).first
    expect(found).to_be_visible()
    for _ in range(10):
        if found.get_attribute("aria-selected") == "true":
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(subjects[0])

    open_palette(page)
    page.keyboard.type("solve")
    act = page.locator("#palette").get_by_role("option", name="Solve").first
    expect(act).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    said(page, "Solved.")
    page.keyboard.press("z")
    said(page, "Taken back.")


def test_from_one_request_to_the_next_and_back_to_the_list(morning):
    page, subjects = morning
    walk_to(page, subjects[1])
    page.keyboard.press("o")
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text(subjects[1])
    page.wait_for_load_state()
    page.evaluate("window.stayed = true")
    page.keyboard.press("j")
    expect(title).to_have_text(subjects[2])
    expect(page).to_have_title(re.compile(re.escape(subjects[2])))
    page.keyboard.press("r")
    page.keyboard.type("Le scrivo subito")
    page.keyboard.press("Escape")
    page.locator("#main").focus()
    page.keyboard.press("k")
    expect(title).to_have_text(subjects[1])
    expect(page.locator("#reply-text")).to_have_value("")
    page.keyboard.press("j")
    expect(title).to_have_text(subjects[2])
    expect(page.locator("#reply-text")).to_have_value("Le scrivo subito")
    assert page.evaluate("window.stayed")
    page.go_back()
    expect(title).to_have_text(subjects[1])
    page.keyboard.press("u")
    expect(page).to_have_url(re.compile("/inbox/unassigned/"))


def test_keys_go_to_places_and_the_sheet_lists_them(morning):
    page, _subjects = morning
    page.keyboard.type("gm")
    page.wait_for_url("**/inbox/mine/")
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_contain_text("Back to the list")
    reach(page, page.locator("#shortcuts button").first)
    page.keyboard.press("Enter")
    expect(page.locator("#shortcuts")).to_be_hidden()
