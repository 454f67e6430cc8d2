"""A call by the keyboard: whose number it is, a hold that the wall counts past its minute, a note and a promise."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.house import House

MINUTE = 60_000


@pytest.fixture
def calling(house: House, visiting):
    """The call page of a lead."""
    visit = visiting("emma")
    visit.go("/calls/")
    expect(visit.page.get_by_label("Who is it?")).to_be_focused()
    return visit.page


@pytest.fixture
def wall(house: House, visiting):
    """A colleague's wall, whose clock can be put forward."""
    visit = visiting("anna", apart=True)
    visit.page.clock.install()
    visit.go("/wall/")
    return visit.page


def test_wall_counts_a_minute(calling, wall):
    calling.keyboard.type("02 5550 0119")
    calling.keyboard.press("Enter")
    expect(calling.locator("#id_text")).to_be_focused()
    expect(calling.locator(".call")).to_contain_text("Franca Bellini")
    calling.keyboard.press("Control+h")
    expect(calling.get_by_role("timer")).to_be_visible()

    row = wall.locator(".wall-row").filter(has_text="Franca Bellini")
    expect(row.get_by_role("timer")).to_have_text(re.compile(r"0:\d\d"))
    expect(row.locator(".wall-late")).to_be_hidden()
    wall.clock.fast_forward(MINUTE)
    expect(row.get_by_role("timer")).to_have_text(re.compile(r"1:\d\d"))
    expect(row.locator(".wall-late")).to_be_visible()

    calling.keyboard.press("Control+h")
    expect(calling.get_by_role("timer")).to_have_count(0)
    expect(row).to_have_count(0)


def test_call_is_kept_with_its_promise_by_the_keyboard(calling):
    calling.keyboard.type("+39 051 555 0188")
    calling.keyboard.press("Enter")
    expect(calling.locator("#id_phone")).to_have_value("+39 051 555 0188")
    calling.locator("#id_name").press_sequentially("Pia Donati")
    calling.locator("#id_text").press_sequentially("Chiede se la Riva si può accorciare.")
    calling.get_by_label("What you promise").select_option("call_back")
    due = datetime.now().astimezone() + timedelta(days=3)
    calling.get_by_label("By when").fill(f"{due:%Y-%m-%dT}11:30")
    calling.locator("#id_text").press("Control+Enter")
    expect(calling.get_by_role("heading", level=1)).to_contain_text("accorciare")
    expect(calling.locator("#panel-promises")).to_contain_text("call back")
