"""A request is handed over in one browser, heard of, read and taken in another; by keyboard."""

from playwright.sync_api import Page, expect

from tests.journeys.hands import type_enter
from tests.journeys.house import House, letter
from tests.journeys.keyboard import follow, press, reach

RECORD = """
window.shown = [];
window.Notification = class {
  static permission = "granted";
  constructor(title, { body, tag }) { window.shown.push([title, body, tag]); }
};
"""


def _arrived(house: House, page: Page, subject: str, text: str) -> None:
    """Opens the request that this mail becomes."""
    house.send(letter("Rita Orsi <rita.orsi@posta.example>", subject, text))
    follow(page, subject)
    expect(page.get_by_role("heading", level=1)).to_have_text(subject)
    page.wait_for_load_state()


def _give_to_anna(page: Page) -> None:
    page.keyboard.press("h")
    reach(page, page.get_by_label("To whom"))
    page.keyboard.type("Anna")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+End")
    page.keyboard.type("\n- Rita prefers the telephone.")
    press(page, "Hand it over")


def test_request_is_handed_over_and_received(house: House, visiting):
    emma, anna = visiting("emma"), visiting("anna")
    emma.go("/inbox/unassigned/")
    anna.go("/balance/")
    bell = anna.page.locator("button.bell [data-unread]")
    before = int(bell.text_content() or 0)
    subject = "La base della Stelo pende"
    _arrived(house, emma.page, subject, "Buongiorno, la base pende a sinistra. Potete mandarmi un piedino?")
    _give_to_anna(emma.page)
    expect(emma.page.locator("#notices-of-request")).to_contain_text("Anna Bassi has not taken it yet")

    expect(bell).to_have_text(str(before + 1))
    assert anna.page.title().startswith(f"({before + 1}) ")
    anna.page.keyboard.type("gn")
    told = anna.page.locator(".bell-unread", has_text=subject)
    expect(told).to_contain_text("Emma Fielding te l'ha consegnata")
    type_enter(told.get_by_role("link"))

    brief = anna.page.locator(".handed-over")
    expect(brief).to_contain_text("La base pende a sinistra.")
    expect(brief).to_contain_text("Potete mandarmi un piedino?")
    expect(brief).to_contain_text("Rita prefers the telephone.")
    expect(bell).to_have_text(str(before))
    type_enter(brief.get_by_role("button", name="Ricevuta, grazie"))
    expect(anna.page.locator(".handed-over")).to_have_count(0)
    expect(anna.page.locator(".message-note")).to_contain_text("riassunto di una consegna")
    expect(emma.page.locator("#notices-of-request")).not_to_contain_text("has not taken it yet")


def test_browser_shows_what_is_new_once_however_many_tabs(house: House, visiting):
    emma, anna = visiting("emma"), visiting("anna", apart=True)
    anna.context.add_init_script(RECORD)
    second = anna.context.new_page()
    anna.go("/balance/")
    second.goto("/quarantine/")
    before = int(second.locator("button.bell [data-unread]").text_content() or 0)
    emma.go("/inbox/unassigned/")
    _arrived(house, emma.page, "Il cavo della Riva", "È corto: ne avete uno di tre metri?")
    _give_to_anna(emma.page)

    for page in (anna.page, second):
        expect(page.locator("button.bell [data-unread]")).to_have_text(str(before + 1))
    shown = [notice for page in (anna.page, second) for notice in page.evaluate("window.shown")]
    assert [(title, body) for title, body, _tag in shown] == [
        ("Il cavo della Riva", "Emma Fielding te l'ha consegnata")
    ]
