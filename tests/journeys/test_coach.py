"""Before it is said: three sentences that help nobody, two said better, one left as it is, and a promise."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

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
IN_PLACE = """() => {
  const area = document.querySelector("#reply-text");
  return area.previousElementSibling.clientWidth === area.clientWidth;
}"""
"""What is underlined wraps where the text does."""
LISTED_ANEW = """() => {
  const button = document.activeElement;
  if (!button.closest("[data-hint]")) return false;
  button.id = "gone";
  button.form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}"""
"""Once a hint's button has the focus: an earlier check may be listing the hints anew at this very moment."""
ASKED = "Buongiorno, la Marea gocciola. Quanto costa la guarnizione? Vorrei la fattura, grazie."
HOT = "È UNA VERGOGNA!!! Nessuno risponde. Quanto costa la guarnizione?"


@pytest.fixture
def opened(house: House, visiting):
    """`opened(subject, text)`: a new request in Italian, open in the browser of a lead."""

    def opened(subject: str, text: str, **options: object) -> Page:
        visit = visiting("emma", **options)
        house.send(letter("Lia Verdi <lia.verdi@posta.example>", subject, text))
        visit.go("/inbox/unassigned/")
        reach(visit.page, visit.page.get_by_role("link", name=subject).first)
        visit.page.keyboard.press("Enter")
        expect(visit.page.get_by_role("heading", level=1)).to_have_text(subject)
        visit.page.wait_for_load_state("load")
        return visit.page

    return opened


def hint(page: Page, words: str):
    return page.locator("#reply section[data-hint]").filter(has_text=words)


def test_two_wordings_taken_one_left_and_a_promise_recorded(opened):
    page = opened("La Marea gocciola", "Vorrei renderla, grazie.")
    text = page.locator("#reply-text")
    page.keyboard.press("r")
    page.keyboard.type("\n\n".join(SENTENCES))
    for words in ("ricontatteremo", "persone prima", "politica"):
        expect(hint(page, words).first).to_be_visible()
    hint(page, "ricontatteremo").first.locator("[data-take]").first.click()
    expect(text).not_to_have_value("\n\n".join(SENTENCES))
    expect(hint(page, "ricontatteremo")).to_have_count(0)
    text.evaluate(CARET)
    expect(page.locator("#reply .hint-here")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("le 16")
    expect(text).to_have_value(re.compile("sua entro le 16"))
    expect(hint(page, "persone prima")).to_have_count(0)
    hint(page, "politica").first.get_by_role("button", name="Fine as it is").click()
    expect(hint(page, "politica")).to_have_count(0)
    page.wait_for_function(IN_PLACE)
    page.locator("#reply .hint-promise", has_text="Le scrivo entro venerdì").get_by_role("checkbox").check()
    text.press("Control+Enter")
    expect(page.locator("#newest .message-out")).to_contain_text("Promised for")
    expect(page.locator("#panel-promises")).to_contain_text("Le scrivo entro venerdì alle 15")


def test_note_keeps_room_to_write_beside_its_hints(opened):
    page = opened("La Bonaccia traballa", "Vorrei renderla, grazie.")
    page.keyboard.press("n")
    page.keyboard.type("È il solito rompiscatole, lascialo perdere.")
    expect(page.locator("#note [data-hint]").first).to_be_visible()
    expect(page.locator("#note [data-hints-told]")).to_have_text("1 hint beside the text")
    room = page.locator("#note-text").evaluate("area => area.clientWidth / area.form.clientWidth")
    assert room > 0.4


def test_the_same_by_keyboard_alone(opened):
    """The caret walks up to what is underlined, Tab takes the wording, Escape gives Tab back."""
    page = opened("La Nuvola sfarfalla", "Vorrei renderla, grazie.")
    page.keyboard.press("r")
    page.keyboard.type("\n\n".join(SENTENCES))
    for words in ("ricontatteremo", "persone prima", "politica"):
        expect(hint(page, words).first).to_be_visible()
    for words in ("ricontatteremo", "persone prima"):
        page.keyboard.press("Control+Home")
        for _ in range(page.locator("#reply-text").input_value().index(words) + 3):
            page.keyboard.press("ArrowRight")
        expect(page.locator("#reply .hint-here")).to_contain_text(words)
        page.keyboard.press("Tab")
        expect(hint(page, words)).to_have_count(0)
        if words == "persone prima":
            page.keyboard.type("le 16")
    page.keyboard.press("Escape")
    fine = hint(page, "politica").first.get_by_role("button", name="Fine as it is")
    reach(page, fine)
    page.wait_for_function(LISTED_ANEW)
    expect(page.locator("#gone")).to_have_count(0)
    expect(fine).to_be_focused()
    page.keyboard.press("Enter")
    expect(hint(page, "politica")).to_have_count(0)
    page.locator("#reply-text").press("Control+Enter")
    sent = page.locator("#newest .message-out")
    expect(sent).to_contain_text("Promised for")
    expect(sent).to_contain_text("La nostra politica non lo permette.")
    expect(sent).not_to_contain_text("persone prima")


def test_what_is_outdated_is_not_waited_for(opened):
    page = opened("La Risacca ronza", "Vorrei renderla, grazie.")
    held: list[Route] = []
    page.route("**/check/", lambda route: held.append(route) if not held else route.continue_())
    page.keyboard.press("r")
    with page.expect_request("**/check/"):
        page.keyboard.type("La ricontatteremo al più presto.")
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/check/")):
        page.keyboard.type(" Ci sono molte persone prima di lei.")
    expect(hint(page, "persone prima").first).to_be_visible()


def test_points_are_ticked_as_one_writes_and_solving_asks_for_the_rest(opened):
    page = opened("La guarnizione della Marea", ASKED, expected=["status of 422"])
    points = page.locator("#panel-points .point")
    expect(points).to_have_count(3)
    page.keyboard.press("r")
    page.keyboard.type("La guarnizione costa 4 euro e la mandiamo oggi.")
    expect(points.filter(has_text="guarnizione")).to_contain_text("in your draft")
    expect(points.filter(has_text="fattura")).to_contain_text("no answer yet")
    page.keyboard.press("Control+Shift+Enter")
    trouble = page.locator("#reply .composer-trouble").first
    expect(trouble).to_contain_text("Vorrei la fattura, grazie.")
    expect(page.locator("#reply-text")).to_have_value("La guarnizione costa 4 euro e la mandiamo oggi.")
    page.locator("#reply-text").press("Control+Shift+Enter")
    expect(page.locator("#newest .message-out")).to_contain_text("La guarnizione costa 4 euro")
    expect(page.locator("#head")).to_contain_text("solved")


def test_breath_keeps_the_draft_and_prepares_what_was_agreed(opened):
    page = opened("Nessuno risponde", HOT)
    page.keyboard.press("r")
    page.keyboard.type("Gentile Lia,")
    breath = page.locator("#reply .breath")
    expect(breath).to_be_visible()
    reach(page, breath.get_by_role("button", name="Keep the draft for 10 minutes"))
    page.keyboard.press("Enter")
    expect(page.locator("#reply")).to_contain_text("It rests until")
    expect(page.locator("#reply-text")).to_have_value("Gentile Lia,")
    page.locator("#reply-text").focus()
    reach(page, page.locator("#reply .breath summary"))
    page.keyboard.press("Enter")
    reach(page, page.locator("#reply .breath").get_by_role("button", name="Write down what was agreed"))
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Prepared")
    draft = page.locator("#reply-text").input_value()
    assert "Quanto costa la guarnizione? {{accordo}}" in draft
    assert draft.endswith("Gentile Lia,")
