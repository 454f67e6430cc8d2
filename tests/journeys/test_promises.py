"""An agent promises a call by writing it, agrees on another time, and keeps it."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.house import House, letter
from tests.journeys.keyboard import reach


@pytest.fixture
def writing(house: House, visiting):
    """A new request in Italian, open in the browser of a lead."""
    visit = visiting("emma")
    house.send(letter("Rita Sala <rita.sala@posta.example>", "La Riva fischia", "Mi può chiamare?"))
    visit.go("/inbox/unassigned/")
    reach(visit.page, visit.page.get_by_role("link", name="La Riva fischia").first)
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("La Riva fischia")
    visit.page.wait_for_load_state("load")
    return visit.page


def test_call_is_promised_by_writing_it_moved_and_kept(writing):
    page = writing
    owed = page.locator("#panel-promises")
    expect(owed).to_contain_text("first answer")
    page.keyboard.press("r")
    page.keyboard.type("Gentile Rita, la chiamo domani alle 10.")
    page.locator("#reply input[name=promise]").check()
    page.locator("#reply-text").press("Control+Enter")
    call = owed.locator(".promise").filter(has_text="call back")
    expect(call).to_contain_text("gave their word")

    call.get_by_role("link", name="Move").click()
    later = datetime.now().astimezone() + timedelta(days=3)
    page.get_by_label("The new time").fill(f"{later:%Y-%m-%dT}11:30")
    page.get_by_role("button", name="Move it").click()
    expect(page.locator("#reply-text")).to_have_value(re.compile(r"Il nuovo termine è .*11:30"))

    call.get_by_role("button", name="Kept").click()
    expect(call).to_have_count(0)
    owed.locator("summary").click()
    expect(owed).to_contain_text("renegotiated")
    expect(owed).to_contain_text("kept")
