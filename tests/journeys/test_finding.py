"""Searching, looking a customer up, and noting a call."""

from playwright.sync_api import expect

from tests.journeys.house import House, letter


def test_words_and_references_lead_to_a_request(house: House, visiting):
    visit = visiting("emma")
    page = visit.page
    house.send(
        letter("Ezio Corti <ezio.corti@posta.example>", "Cavo corto", "Il calabrone sul paralume ronza.")
    )
    visit.go("/inbox/unassigned/")
    page.get_by_role("link", name="Cavo corto").wait_for()
    page.keyboard.press("/")
    page.keyboard.type("calabroni paralumi")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    page.get_by_role("link", name="Cavo corto").click()
    page.wait_for_url("**/tickets/**")
    reference = page.url.rstrip("/").rpartition("/")[2]
    visit.go(f"/search/?q={reference}")
    expect(page.locator("main")).to_contain_text("Cavo corto")


def test_a_call_noted_by_hand_is_seen_with_its_customer(visiting):
    visit = visiting("emma")
    page = visit.page
    visit.go("/contacts/new/")
    page.get_by_label("Name", exact=False).last.fill("Zeno Pardi")
    page.locator("input[name=phone]").fill("051 555 0183")
    subject = page.locator("input[name=subject]")
    if not subject.is_visible():
        page.locator("details:has(input[name=subject]) > summary").click()
    subject.fill("Telefonata sulla Nuvola")
    page.locator("textarea[name=text]").fill("Chiede se la Nuvola scalda: no, sono led.")
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Telefonata sulla Nuvola")
    expect(page.locator("#newest")).to_contain_text("sono led")
    page.locator("#panel-customer .known-name").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zeno Pardi")
    expect(page.locator("main")).to_contain_text("Telefonata sulla Nuvola")
