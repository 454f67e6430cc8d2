"""A customer who insults is limited by two people, their mail is held and let in, and the limit is lifted again."""

from playwright.sync_api import Page, expect

from tests.journeys.house import House, letter
from tests.journeys.keyboard import said

SENDER = "Ugo Ferri <ugo.ferri@posta.example>"
REASON = "Insulta chi legge, anche dopo due risposte"
FIRST, HELD, LAST = "Siete tutti incapaci", "Vi rovino tutti", "Grazie, la lampada è arrivata"


def _ask_to_block(page: Page) -> None:
    page.goto("/inbox/unassigned/")
    page.get_by_role("link", name=FIRST).first.click()
    page.locator("a.known-name", has_text="Ugo Ferri").click()
    page.get_by_role("link", name="Chiedi una limitazione…").click()
    page.get_by_role("link", name="bloccato").click()
    page.get_by_label("Che cosa è successo").fill(REASON)
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Chiedi a un responsabile").click()
    expect(page.locator("main")).to_contain_text("attende una seconda persona")


def _approve(page: Page) -> None:
    page.goto("/approvals/")
    page.locator(".row").filter(has_text=REASON).get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text("OPPOSIZIONE")
    page.get_by_role("button", name="Approve").click()
    said(page, "Approved")


def _let_in(page: Page) -> None:
    page.goto("/quarantine/limit/?q=ugo.ferri")
    page.get_by_role("link", name=HELD).click()
    page.get_by_role("button", name="Let it in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(HELD)


def _lift(page: Page) -> None:
    page.goto("/customers/limits/")
    page.get_by_role("row").filter(has_text="Ugo Ferri").get_by_role("button", name="Lift it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ugo Ferri")


def test_customer_is_blocked_and_answered_again(house: House, visiting):
    anna, emma = visiting("anna").page, visiting("emma").page
    house.send(letter(SENDER, FIRST, "Non capite niente, nessuno di voi."))
    _ask_to_block(anna)
    _approve(emma)

    house.send(letter(SENDER, HELD, "Vi rovino, tutti quanti."))
    anna.goto("/inbox/unassigned/")
    expect(anna.get_by_role("link", name=FIRST).first).to_be_visible()
    expect(anna.get_by_role("link", name=HELD)).to_have_count(0)
    _let_in(emma)
    _lift(emma)

    house.send(letter(SENDER, LAST, "Scusate per prima."))
    anna.goto("/inbox/unassigned/")
    expect(anna.get_by_role("link", name=LAST).first).to_be_visible()
