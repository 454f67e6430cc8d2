"""An agent promises a call by writing it, is warned, agrees on another time, and keeps it; a lead covers an absence."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.house import House, letter
from tests.journeys.keyboard import press, reach


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


def test_call_is_promised_by_writing_it_warned_of_moved_and_kept(house: House, writing):
    page = writing
    owed = page.locator("#panel-promises")
    expect(owed).to_contain_text("first answer")
    page.keyboard.press("r")
    page.keyboard.type("Gentile Rita, la chiamo domani alle 10.")
    page.locator("#reply input[name=promise]").check()
    page.locator("#reply-text").press("Control+Enter")
    call = owed.locator(".promise").filter(has_text="call back")
    expect(call).to_contain_text("gave their word")

    house.run("tests.journeys.nearing")
    expect(page.locator("[data-bell] [data-unread]")).to_be_visible()
    page.locator("[data-bell]").click()
    expect(page.locator("#bell-newest")).to_contain_text("What was promised here is due soon")
    page.keyboard.press("Escape")

    call.get_by_role("link", name="Move").click()
    later = datetime.now().astimezone() + timedelta(days=3)
    page.get_by_label("The new time").fill(f"{later:%Y-%m-%dT}11:30")
    page.get_by_role("button", name="Move it").click()
    ours = page.locator("#newest .message-out").last
    expect(ours).to_contain_text(re.compile(r"d'ora in poi: .* alle 11:30"))

    call.get_by_role("button", name="Kept").click()
    expect(call).to_have_count(0)
    owed.locator("summary").click()
    expect(owed).to_contain_text("renegotiated")
    expect(owed).to_contain_text("kept")


def test_lead_covers_an_absence(house: House, visiting):
    anna, emma = visiting("anna"), visiting("emma")
    subject = "La Nuvola è arrivata rotta"
    house.send(letter("Rita Sala <rita.sala@posta.example>", subject, "Me la potete cambiare?"))
    anna.go("/inbox/unassigned/")
    reach(anna.page, anna.page.get_by_role("link", name=subject).first)
    anna.page.keyboard.press("Enter")
    expect(anna.page.get_by_role("heading", level=1)).to_have_text(subject)
    anna.page.wait_for_load_state("load")
    anna.page.keyboard.press("t")
    expect(anna.page.locator("#head")).to_contain_text("Anna Bassi")

    emma.go("/away/")
    emma.page.get_by_label("Who").select_option("Anna Bassi")
    press(emma.page, "Note it")
    owed = emma.page.locator(".time-row", has_text=subject)
    expect(owed).to_contain_text("Anna Bassi is away")
    takes = owed.get_by_role("button", name=re.compile("takes it"))
    name = (takes.text_content() or "").replace("takes it", "").strip()
    takes.focus()
    emma.page.keyboard.press("Enter")
    expect(owed).to_have_count(0)
    emma.page.goto(anna.page.url)
    expect(emma.page.locator("#head")).to_contain_text(name)

    emma.go("/away/")
    press(emma.page, "Anna Bassi is back")
    expect(emma.page.locator("main")).to_contain_text("Everybody is here.")
