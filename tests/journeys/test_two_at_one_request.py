"""Two agents on one request, in two browsers, by keyboard: each sees the other look, write and go."""

from playwright.sync_api import expect

from tests.journeys.hands import type_enter
from tests.journeys.house import House, letter
from tests.journeys.keyboard import follow


def test_each_sees_the_other_look_write_and_go(house: House, visiting):
    anna, emma = visiting("anna"), visiting("emma")
    house.send(letter("Rita Orsi <rita.orsi@posta.example>", "Il cavo è corto", "Ne avete uno più lungo?"))
    emma.go("/inbox/unassigned/")
    follow(emma.page, "Il cavo è corto")
    here = emma.page.locator("#presence")
    expect(here.locator(".avatar")).to_have_count(0)

    anna.go(emma.page.url)
    expect(here.locator(".avatar-looks")).to_have_attribute("aria-label", "Anna Bassi is looking")
    expect(anna.page.locator("#presence .avatar-looks")).to_have_count(1)

    anna.page.keyboard.press("r")
    anna.page.keyboard.type("Sì, tre metri.")
    expect(here.locator(".avatar-writes")).to_have_count(1)
    expect(emma.page.locator("#writers")).to_contain_text("Anna Bassi is writing")
    expect(anna.page.locator("#writers")).to_be_empty()

    type_enter(anna.page.locator("#nav").get_by_role("link").first)
    expect(here.locator(".avatar")).to_have_count(0)
    expect(emma.page.locator("#writers")).to_be_empty()


def test_panels_come_by_themselves_and_the_reason_is_kept_at_once(visiting):
    visit = visiting("emma")
    page = visit.page
    visit.go("/inbox/open/")
    page.locator(".row-link, .row a").first.click()
    page.wait_for_load_state()
    expect(page.locator("#panel-customer .known-name")).to_be_visible()
    expect(page.locator("#panel-request .facts")).to_be_visible()
    expect(page.locator(".panel-wait")).to_have_count(0)
    page.get_by_role("link", name="Note something about them").click()
    page.get_by_label("What colleagues should know").fill("Chiama meglio di mattina.")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("#panel-customer .known-notes")).to_have_text("Chiama meglio di mattina.")


def test_a_message_unfolds_in_its_place_and_is_quoted_from_its_menu(house: House, visiting):
    visit = visiting("emma")
    page = visit.page
    said = "Si sente un fischio.\n\nIl giorno lun 2 mar 2026 alle 09:00 Lumiera ha scritto:\n> Buongiorno\n"
    house.send(letter("Pia Orsi <pia.orsi@posta.example>", "Un fischio", said))
    visit.go("/inbox/unassigned/")
    page.get_by_role("link", name="Un fischio").click()
    message = page.locator(".message-in", has_text="Si sente un fischio.")
    expect(message).not_to_contain_text("Buongiorno")
    message.get_by_role("link", name="The whole message").click()
    expect(message).to_contain_text("> Buongiorno")
    expect(message.get_by_text("Si sente un fischio.").locator("visible=true")).to_have_count(1)

    message.locator(".message-actions summary").click()
    expect(message.locator(".menu-list")).to_have_css("position", "absolute")
    message.get_by_text("Quote it in the answer").click()
    expect(page.locator("#reply-text")).to_have_value("> Si sente un fischio.\n\n")
