"""The customer writes while the agent writes."""

from email.message import EmailMessage

from playwright.sync_api import expect

from tests.journeys.house import House, letter
from tests.journeys.keyboard import follow, press

GOES_ON = """(words) => addEventListener("htmx:afterSwap", () => {
  const text = document.getElementById("reply-text");
  if (!document.querySelector("#reply .composer-newer") || text.value === words) return;
  document.documentElement.dataset.kept = text.value;
  text.value = words;
})"""


def test_the_page_asks_before_sending_and_keeps_the_text(house: House, visiting):
    """By keyboard alone; then, when they write once more, by mouse."""
    visit = visiting("emma", expected=["status of 409"])
    page = visit.page
    mail = letter("Ugo Sarti <ugo.sarti@posta.example>", "Paralume macchiato", "Si può lavare?")
    house.send(mail)
    visit.go("/inbox/unassigned/")
    follow(page, "Paralume macchiato")
    page.wait_for_url("**/tickets/**")
    page.wait_for_load_state()
    page.keyboard.press("r")
    page.keyboard.type("Sì, con un panno asciutto.")

    _go_on(house, mail, "È vino.")
    expect(page.locator("#newest")).to_contain_text("È vino.")
    expect(page.locator("#reply-text")).to_have_value("Sì, con un panno asciutto.")
    page.evaluate(GOES_ON, "Il vino va via con acqua fredda.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#reply .composer-newer")).to_contain_text("È vino.")
    expect(page.locator("#reply")).to_contain_text("There is a newer message")
    expect(page.locator("html")).to_have_attribute("data-kept", "Sì, con un panno asciutto.")
    expect(page.locator("#reply-text")).to_have_value("Il vino va via con acqua fredda.")
    press(page, "Send and wait")
    expect(page.locator(".message-out")).to_contain_text("acqua fredda")
    press(page, "Undo")
    expect(page.locator("#newest")).to_contain_text("Taken back before it left")

    _go_on(house, mail, "Anzi, è succo.")
    expect(page.locator("#newest")).to_contain_text("è succo.")
    page.get_by_role("button", name="Send and wait").click()
    expect(page.locator("#reply .composer-newer")).to_contain_text("è succo.")
    page.get_by_role("button", name="Send and wait").click()
    expect(page.locator(".message-out").last).to_contain_text("acqua fredda")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back before it left")).to_have_count(2)


def _go_on(house: House, first: EmailMessage, text: str) -> None:
    house.send(letter("ugo.sarti@posta.example", "Re: Paralume macchiato", text, answers=first["Message-ID"]))


def test_a_draft_waits_on_the_server(house: House, visiting):
    visit = visiting("emma")
    house.send(letter("Ida Sarti <ida.sarti@posta.example>", "Una lampada blu", "La fate anche blu?"))
    visit.go("/inbox/unassigned/")
    visit.page.get_by_role("link", name="Una lampada blu").click()
    visit.page.wait_for_url("**/tickets/**")
    visit.page.locator("#reply-text").press_sequentially("Blu no, ma")
    expect(visit.page.locator("#reply [data-draft-status]")).to_have_text("Draft saved")
    elsewhere = visiting("emma")
    elsewhere.go(visit.page.url)
    expect(elsewhere.page.locator("#reply-text")).to_have_value("Blu no, ma")
