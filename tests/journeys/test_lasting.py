"""A fix that came back is said to be the same again, and cut; a customer says that our word was not kept."""

import re
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default

from playwright.sync_api import Page, expect

from tests.journeys.house import House, letter, until
from tests.journeys.keyboard import press, reach

RITA = "rita.longo@posta.example"
FIRST, AGAIN = "La Nuvola non è arrivata", "Anche l'altra Nuvola non arriva"


def opened(house: House, page: Page, subject: str) -> None:
    """A new request of Rita's, on the screen."""
    house.send(letter(f"Rita Longo <{RITA}>", subject, "Vi scrivo per la mia lampada."))
    page.goto("/inbox/unassigned/")
    reach(page, page.get_by_role("link", name=subject).first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(subject)
    page.wait_for_load_state("load")


def late(page: Page) -> None:
    """Its cause is chosen."""
    causes = page.locator("#panel-cause select")
    causes.select_option("late delivery")
    expect(page.locator("#panel-cause select option:checked")).to_have_text("late delivery")


def link_in(house: House) -> str:
    """The page behind the promise in the foot of our mail."""
    until(lambda: house.sink.to(RITA, "In-Reply-To"))
    mail = message_from_bytes(house.sink.to(RITA, "In-Reply-To")[0], policy=default)
    text = mail.get_body(("plain",)).get_content()
    found = re.search(r"ce lo dica qui:\s+(\S+)", text)
    assert found, text
    return found[1]


def test_customer_comes_back_and_says_what_was_not_kept(house: House, visiting):
    page = visiting("emma").page
    opened(house, page, FIRST)
    first = page.url
    late(page)
    page.locator("#panel-promises").get_by_role("link", name="Promise something").click()
    page.get_by_label("What kind").select_option("follow-up")
    page.get_by_label("What is promised").fill("Sentire se è arrivata")
    due = datetime.now().astimezone() + timedelta(days=3)
    page.get_by_label("By when").fill(f"{due:%Y-%m-%dT}11:30")
    page.get_by_role("button", name="Promise it").click()
    expect(page.locator("#panel-promises")).to_contain_text("Sentire se è arrivata")
    page.locator("#reply-text").fill("Gentile Rita, la sua Nuvola è partita oggi con il corriere.")
    page.locator("#reply-text").press("Control+Shift+Enter")
    press(page, "Solve it all the same")
    expect(page.locator("#head")).to_contain_text("solved")

    opened(house, page, AGAIN)
    late(page)
    cause = page.locator("#panel-cause")
    expect(cause).to_contain_text("It looks like the same again as")
    expect(cause).to_contain_text(FIRST)
    press(page, "Yes, the same")
    expect(cause).to_contain_text("The same again as")
    press(page, "No, something else")
    expect(cause.locator("select")).to_be_visible()
    expect(cause).not_to_contain_text(FIRST)

    theirs = visiting(None).page
    theirs.goto(link_in(house))
    expect(theirs.locator("main")).to_contain_text("Sentire se è arrivata")
    theirs.locator("textarea").fill("Nessuno si è fatto sentire.")
    theirs.get_by_role("button", name="No, non è stata mantenuta").click()
    expect(theirs.get_by_role("heading", level=1)).to_have_text("Grazie di avercelo detto")

    page.goto(first)
    owed = page.locator("#panel-promises")
    expect(owed).to_contain_text("They say: not kept.")
    expect(owed).to_contain_text("Nessuno si è fatto sentire.")
    expect(page.locator("#head")).to_contain_text("open")
