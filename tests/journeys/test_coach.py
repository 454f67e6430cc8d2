"""Before it is said: three sentences that help nobody, two said better, one left as it is, and a promise."""

import pytest
from playwright.sync_api import expect

from tests.journeys.house import House, letter
from tests.journeys.keyboard import reach

SENTENCES = (
    "Gentile Lia,",
    "La ricontatteremo al più presto.",
    "Ci sono molte persone prima di lei.",
    "La nostra politica non lo permette.",
    "Le scrivo entro venerdì alle 15.",
)
CARET = """area => {
  const at = area.value.indexOf("persone prima") + 4;
  area.focus();
  area.setSelectionRange(at, at);
}"""


@pytest.fixture
def writing(house: House, visiting):
    """A new request in Italian, open in the browser of a lead, with the answer begun."""
    visit = visiting("emma")
    house.send(letter("Lia Verdi <lia.verdi@posta.example>", "La Marea gocciola", "Vorrei renderla, grazie."))
    visit.go("/inbox/unassigned/")
    reach(visit.page, visit.page.get_by_role("link", name="La Marea gocciola").first)
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("La Marea gocciola")
    visit.page.wait_for_load_state("load")
    return visit.page


def test_two_wordings_taken_one_left_and_a_promise_kept(writing):
    page = writing
    text, hints = page.locator("#reply-text"), page.locator("#reply [data-hint]")
    page.keyboard.press("r")
    page.keyboard.type("\n\n".join(SENTENCES))
    said = [hints.filter(has_text=words).first for words in ("ricontatteremo", "persone prima", "politica")]
    for hint in said:
        expect(hint).to_be_visible()
    said[0].locator("[data-take]").first.click()
    expect(text).not_to_have_value("\n\n".join(SENTENCES))
    expect(hints.filter(has_text="ricontatteremo")).to_have_count(0)
    text.evaluate(CARET)
    expect(page.locator("#reply .hint-here")).to_be_visible()
    page.keyboard.press("Tab")
    expect(hints.filter(has_text="persone prima")).to_have_count(0)
    hints.filter(has_text="politica").first.get_by_role("button", name="Fine as it is").click()
    expect(hints.filter(has_text="politica")).to_have_count(0)
    text.press("Control+Enter")
    expect(page.locator("#newest .message-out")).to_contain_text("Promised for")
