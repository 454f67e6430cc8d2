"""What is done to a request, without a mouse."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.house import House, letter
from tests.journeys.keyboard import answer, choose, press, reach, said


@pytest.fixture
def asked(house: House, visiting, request: pytest.FixtureRequest):
    """A request of this test alone, open in the browser of a lead."""
    visit = visiting("emma")
    subject = f"La Stelo di {request.node.name[5:25]}"
    mail = letter("Noa Prati <noa.prati@posta.example>", subject, "Si è piegata.")
    house.send(mail)
    _open(visit.page, subject)
    return visit, mail


def _open(page: Page, subject: str) -> None:
    page.goto("/inbox/unassigned/")
    reach(page, page.get_by_role("link", name=subject).first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(subject)
    page.wait_for_load_state()


def _reference(page: Page) -> str:
    found = re.search(r"/tickets/(\w+)/", page.url)
    assert found
    return found[1]


def test_note_owner_and_tags(asked):
    page = asked[0].page
    page.keyboard.press("n")
    reach(page, page.locator("#note-text"))
    page.keyboard.type("Il lotto è il 118.")
    press(page, "Keep the note")
    expect(page.locator(".message-note")).to_contain_text("Il lotto è il 118.")

    page.keyboard.press("t")
    said(page, "It is yours.")
    page.keyboard.press("a")
    reach(page, page.locator("#ask-body select"))
    page.keyboard.type("Bruno")
    press(page, "Give")
    said(page, "Done.")
    expect(page.locator("#head")).to_contain_text("Bruno Sala")

    choose(page, "Tags…")
    answer(page, "stelo, lotto 118")
    said(page, "Tags saved.")
    expect(page.locator("#about")).to_contain_text("lotto-118")


def test_hold_solve_and_reopen(asked):
    page = asked[0].page
    page.keyboard.press("p")
    reach(page, page.locator("#ask-body input[type=datetime-local]"))
    until = datetime.now(UTC) + timedelta(days=7)
    page.locator("#ask-body input[type=datetime-local]").fill(f"{until:%Y-%m-%dT%H:%M}")
    expect(page.get_by_label("Tell the customer")).to_have_value(re.compile("Avrà nostre notizie entro {…}"))
    press(page, "Put on hold")
    said(page, "On hold until then.")
    expect(page.locator("#newest")).to_contain_text("Avrà nostre notizie entro")
    expect(page.locator("#head")).to_contain_text("on hold")
    press(page, "Solve")
    said(page, "Solved.")
    page.keyboard.press("o")
    said(page, "Open again.")
    expect(page.locator("#newest")).to_contain_text("Emma Fielding opened this again")


def test_split_and_merge(house: House, asked):
    visit, mail = asked
    page, first = visit.page, _reference(visit.page)
    house.send(letter("noa.prati@posta.example", "Re", "E la Riva è muta.", answers=mail["Message-ID"]))
    second = page.locator(".message-in", has_text="E la Riva è muta.")
    reach(page, second.locator("summary").first)
    page.keyboard.press("Enter")
    second.get_by_text("Make it a request of its own").wait_for()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    press(page, "Split")
    said(page, "This is the new request.")
    expect(page.locator("#newest")).to_contain_text("E la Riva è muta.")
    assert _reference(page) != first

    choose(page, "Merge…")
    answer(page, first)
    said(page, "Merged.")
    assert _reference(page) == first
    expect(page.locator("#newest")).to_contain_text("E la Riva è muta.")


def test_spam_and_back(asked):
    page, reference = asked[0].page, _reference(asked[0].page)
    choose(page, "It is spam")
    said(page, "Put aside as spam.")
    expect(page.locator("#inbox")).not_to_contain_text("spam_and_back")
    page.goto(f"/tickets/{reference}/")
    choose(page, "It is not spam")
    said(page, "Back among the requests.")


def test_the_keys_are_listed(asked):
    page = asked[0].page
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_contain_text("Take it")
    page.keyboard.press("Escape")
    expect(page.locator("#shortcuts")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
