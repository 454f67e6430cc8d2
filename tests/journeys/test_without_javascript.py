"""Everything works where no script runs."""

from playwright.sync_api import expect

from tests.journeys.house import House, letter


def test_sign_in_open_note_and_answer(house: House, visiting):
    visit = visiting(None, java_script_enabled=False, apart=True)
    page = visit.page
    house.send(letter("Pia Monti <pia.monti@posta.example>", "Lampadina fulminata", "Serve una E27, grazie."))
    visit.sign_in("emma")
    page.get_by_role("link", name="Unassigned").click()
    page.get_by_role("link", name="Lampadina fulminata").click()
    page.locator("label.face-note").click()
    page.locator("#note-text").fill("È una E27.")
    page.get_by_role("button", name="Keep the note").click()
    expect(page.locator(".message-note")).to_contain_text("È una E27.")
    page.locator("#head details[data-menu] summary").click()
    page.get_by_role("link", name="Give it to…").click()
    page.select_option("select", label="Emma Fielding")
    page.get_by_role("button", name="Give").click()
    expect(page.locator("#head")).to_contain_text("Emma Fielding")
    answer = page.locator("#reply-text")
    answer.fill("La ricontatteremo al più presto.")
    page.locator("#reply").get_by_role("button", name="A second look").click()
    expect(answer).to_have_value("La ricontatteremo al più presto.")
    page.locator("#reply .hint-wording").first.click()
    expect(answer).to_be_visible()
    expect(answer).not_to_have_value("La ricontatteremo al più presto.")
    answer.fill("Una E27 da 8 W.")
    page.locator("#reply .button-group summary").click()
    page.get_by_role("button", name="Send and solve").click()
    expect(page.locator(".message-out")).to_contain_text("Una E27 da 8 W.")
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator("#newest")).to_contain_text("Taken back before it left")
