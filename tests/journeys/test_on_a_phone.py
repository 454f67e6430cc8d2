"""A day on a phone, with a finger, in the dark: a morning's inbox, a hand-over, a saved view, any place by its name."""

import re
from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import Visit
from tests.journeys.house import House, letter
from tests.journeys.keyboard import said
from tests.journeys.phone import PHONE, check_look


@pytest.fixture
def phone(visiting) -> Callable[[str], Visit]:
    """`phone("emma")`: her phone, in the dark."""
    return partial(visiting, theme="dark", **PHONE)


def tap(page: Page, name: str, *, role: str = "button", within: str = "main, dialog, #toasts") -> None:
    page.locator(within).get_by_role(role, name=name).first.tap()


def open_places(page: Page) -> None:
    """The drawer behind the last of the places below."""
    tap(page, "Menu", role="link", within=".topbar")
    expect(page.locator("#nav .person")).to_be_in_viewport()


def test_chosen_are_taken_and_put_back_with_a_finger(house: House, phone):
    subjects = ["La Riva perde un piede", "La Riva perde la testa"]
    for subject in subjects:
        house.send(letter("Pia Lunghi <pia.lunghi@posta.example>", subject, "Come si ripara?"))
    page = phone("emma").page
    page.goto("/inbox/unassigned/")
    for subject in subjects:
        row = page.locator(".row", has_text=subject)
        expect(row).to_contain_text("Pia Lunghi")
        row.get_by_role("checkbox").tap()
    check_look(page, dark=True)
    tap(page, "Take")
    said(page, "Yours: 2 requests.")
    expect(page.locator(".row", has_text="La Riva perde")).to_have_count(0)
    tap(page, "Undo")
    said(page, "Taken back on 2 requests.")
    expect(page.locator(".row", has_text="La Riva perde")).to_have_count(2)


def test_request_is_handed_over_from_phone_to_phone(house: House, phone):
    emma, anna = phone("emma"), phone("anna")
    subject = "Il paralume della Stelo balla"
    house.send(letter("Pia Lunghi <pia.lunghi@posta.example>", subject, "Come lo fermo?"))
    emma.go("/inbox/unassigned/")
    emma.page.get_by_role("link", name=subject).tap()
    emma.page.wait_for_url("**/tickets/**")
    emma.page.locator("#head details[data-menu] summary").tap()
    check_look(emma.page, dark=True)
    tap(emma.page, "Hand it over", role="link")
    emma.page.get_by_label("To whom").select_option(label="Anna Bassi")
    check_look(emma.page, dark=True)
    tap(emma.page, "Hand it over")
    expect(emma.page.locator("#notices-of-request")).to_contain_text("Anna Bassi has not taken it yet")

    anna.go("/notices/")
    anna.page.get_by_role("link", name=subject).tap()
    expect(anna.page.locator(".handed-over")).to_contain_text("Come lo fermo?")
    check_look(anna.page, dark=True)
    tap(anna.page, "Ricevuta, grazie")
    expect(anna.page.locator(".handed-over")).to_have_count(0)


def test_honest_word_about_what_is_late_is_taken_with_one_tap(phone):
    page = phone("emma").page
    page.goto("/promises/?whose=team&span=late")
    tap(page, "Nuova collega dal primo del mese", role="link")
    tap(page, "Put it into the answer")
    expect(page.locator("#reply-text")).to_have_value(re.compile("Irene Costa,.*aspetta da noi", re.DOTALL))
    check_look(page, dark=True)
    page.locator("#reply-text").fill("")
    expect(page.locator("#reply [data-draft-status]")).to_have_text("Draft saved")


def test_view_is_kept_opened_and_deleted_with_a_finger(phone):
    page = phone("emma").page
    page.goto("/inbox/?q=language:it")
    page.locator("main summary", has_text="Save as a view").tap()
    page.get_by_label("Name of the view").fill("Italian on the go")
    check_look(page, dark=True)
    tap(page, "Save")
    expect(page.get_by_role("heading", level=1)).to_have_text("Italian on the go")
    page.goto("/")
    open_places(page)
    tap(page, "Italian on the go", role="link", within="#nav")
    expect(page.get_by_role("heading", level=1)).to_have_text("Italian on the go")
    page.locator("main summary", has_text="This view").tap()
    check_look(page, dark=True)
    tap(page, "Delete this view")
    page.wait_for_url(re.compile("language%3Ait"))


def test_any_place_is_gone_to_by_its_name(phone):
    page = phone("emma").page
    page.goto("/promises/")
    open_places(page)
    tap(page, "Go anywhere", role="link", within="#nav")
    page.get_by_role("combobox", name="Go anywhere").fill("quaran")
    check_look(page, dark=True)
    page.get_by_role("option", name="Quarantine").tap()
    page.wait_for_url("**/quarantine/")
    check_look(page, dark=True)

    page.keyboard.press("Control+k")
    palette = page.get_by_role("combobox", name="Go anywhere")
    expect(palette).to_be_focused()
    page.keyboard.press("Escape")
    expect(palette).to_be_hidden()
    page.keyboard.press("/")
    page.wait_for_url("**/search/")
