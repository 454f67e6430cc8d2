"""A day in the composer, without a mouse: saved replies, names, later, files, and a line that breaks."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.browser import PATIENCE_MS
from tests.journeys.house import House, letter, until
from tests.journeys.keyboard import press, reach, said

OFFLINE = [
    "ERR_INTERNET_DISCONNECTED",
    "ERR_FAILED",
    "ERR_NETWORK_CHANGED",
    "htmx:sendError",
    "htmx:afterRequest",
]
PASTE = """area => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 30 });
  canvas.getContext("2d").fillRect(5, 5, 20, 20);
  canvas.toBlob((blob) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([blob], "image.png", { type: "image/png" }));
    area.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
}"""


@pytest.fixture
def asked(house: House, visiting, request: pytest.FixtureRequest):
    """`asked(expected=…)`: a new request of this test, open in the browser of a lead."""

    def open_request(**options: object):
        visit = visiting("emma", **options)
        subject = f"La Marea di {request.node.name[5:30]}"
        house.send(letter("Lia Verdi <lia.verdi@posta.example>", subject, "Si è piegata."))
        visit.go("/inbox/unassigned/")
        reach(visit.page, visit.page.get_by_role("link", name=subject).first)
        visit.page.keyboard.press("Enter")
        expect(visit.page.get_by_role("heading", level=1)).to_have_text(subject)
        visit.page.wait_for_load_state("load")
        return visit

    return open_request


def reply_text(page: Page):
    return page.locator("#reply-text")


def kept(page: Page, face: str = "reply") -> None:
    """The server has the draft."""
    expect(page.locator(f"#{face} [data-draft-status]")).to_have_text("Draft saved")


def answers(page: Page):
    return page.locator("#newest .message-out")


def test_saved_reply_is_put_in_by_its_words(asked):
    page = asked(expected=["status of 422"]).page
    page.goto("/replies/new/")
    expect(page.locator("main input:focus")).to_have_count(1)
    page.keyboard.type("Return label")
    page.keyboard.press("Tab")
    page.keyboard.type("Dear {{customer.first_name}}, the label for {{order.number}} is on its way.")
    press(page, "Keep")
    said(page, "Kept.")
    page.go_back()
    page.go_back()
    page.keyboard.press("r")
    page.keyboard.type("Hello!\n/label")
    expect(page.get_by_role("option", name="Return label")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".picker-preview")).to_contain_text("Dear Lia")
    page.keyboard.press("Enter")
    expect(reply_text(page)).to_have_value("Hello!\nDear Lia, the label for {{order.number}} is on its way.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#reply")).to_contain_text("Something is still to be filled in")
    expect(answers(page)).to_have_count(0)
    reply_text(page).press("Control+a")
    page.keyboard.type("Dear Lia, it is on its way.")
    page.keyboard.press("Control+Enter")
    expect(answers(page)).to_contain_text("Dear Lia, it is on its way.")


def test_picker_closes_and_leaves_the_text(asked):
    page = asked().page
    page.keyboard.press("r")
    page.keyboard.type("/zzz")
    expect(page.locator(".picker")).to_contain_text("Nothing fits these words.")
    page.keyboard.press("Escape")
    expect(page.locator(".picker")).to_have_count(0)
    page.keyboard.type(" and/or :bulb")
    expect(page.locator(".picker [role=option]").first).to_be_visible(timeout=PATIENCE_MS)
    page.keyboard.press("Tab")
    expect(reply_text(page)).to_have_value(re.compile(r"^/zzz and/or \W+$"))


def test_colleague_named_in_a_note_is_told(asked, visiting):
    page = asked().page
    page.keyboard.press("n")
    page.keyboard.type("Could you look, @bru")
    expect(page.get_by_role("option", name="Bruno Sala")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.type("?")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".message-note strong")).to_have_text("@Bruno Sala")
    bruno = visiting("bruno")
    bruno.go("/notices/")
    expect(bruno.page.locator("main")).to_contain_text("La Marea di colleague")


def test_answer_waits_for_its_moment_and_goes_back(asked):
    page = asked().page
    page.keyboard.press("r")
    page.keyboard.type("I ask our workshop, and write tomorrow.")
    reach(page, page.locator(".later > summary"))
    page.keyboard.press("Enter")
    expect(page.locator("#when")).to_be_focused()
    page.keyboard.type("tomorrow at 11")
    expect(page.locator("#moment time")).to_contain_text("11:00", timeout=PATIENCE_MS)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    said(page, "It waits for its moment.")
    waiting = page.locator(".planned")
    expect(waiting).to_contain_text("I ask our workshop")
    expect(reply_text(page)).to_be_hidden()
    press(page, "Change it")
    expect(reply_text(page)).to_have_value("I ask our workshop, and write tomorrow.")
    expect(answers(page)).to_have_count(0)


def test_answer_is_taken_back_from_another_page(asked, house):
    page = asked().page
    page.keyboard.press("r")
    page.keyboard.type("Too early.")
    page.keyboard.press("Control+Shift+Enter")
    expect(page.locator("#head")).to_contain_text("solved")
    page.goto("/inbox/")
    expect(page.locator("[data-undo]")).to_be_visible()
    page.keyboard.press("z")
    expect(reply_text(page)).to_have_value("Too early.")
    expect(page.locator("#head")).not_to_contain_text("solved")
    assert not house.sink.to("lia.verdi@posta.example", "Too early.")


def test_picture_pasted_is_sent_even_while_it_goes_up_and_one_left_out_is_not(asked):
    """On a slow machine its small picture is asked for when the answer has taken it along already."""
    page = asked(expected=["status of 404"]).page
    page.keyboard.press("r")
    page.keyboard.type("Like this:")
    reply_text(page).evaluate(PASTE)
    expect(page.locator("#reply-files img")).to_have_count(1)
    page.locator("#reply-files input").first.press("Space")
    going: list[Route] = []

    def hold(route: Route) -> None:
        going.append(route)

    page.route("**/reply/files/", hold)
    with page.expect_request("**/reply/files/"):
        reply_text(page).evaluate(PASTE)
    reply_text(page).press("Control+Enter")
    expect(reply_text(page)).to_have_value("Like this:")
    going[0].continue_()
    expect(answers(page)).to_contain_text("Like this:")
    expect(answers(page).locator(".attachment")).to_have_count(1)


def test_answer_stays_when_its_picture_cannot_go_up(asked):
    page = asked(expected=OFFLINE).page
    going: list[Route] = []

    def hold(route: Route) -> None:
        going.append(route)

    page.route("**/reply/files/", hold)
    asks: list[str] = []
    page.on("request", lambda request: asks.append(request.url))
    page.keyboard.press("r")
    page.keyboard.type("Like this:")
    with page.expect_request("**/reply/files/"):
        reply_text(page).evaluate(PASTE)
    reply_text(page).press("Control+Enter")
    going[0].abort()
    expect(page.locator("#reply .file-wrong")).to_contain_text("That did not work")
    page.evaluate("new Promise(requestAnimationFrame)")
    assert not [url for url in asks if url.endswith("/reply/")]
    expect(reply_text(page)).to_have_value("Like this:")


def test_line_breaks_while_writing_and_nothing_is_lost_or_sent_twice(asked, house):
    visit = asked(expected=OFFLINE)
    page = visit.page
    page.keyboard.press("r")
    page.keyboard.type("First half, ")
    kept(page)
    visit.context.set_offline(True)
    page.keyboard.type("second half.")
    expect(page.locator("#reply [data-draft-status]")).to_contain_text("Kept on this device")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("That did not work")
    expect(reply_text(page)).to_have_value("First half, second half.")
    visit.context.set_offline(False)
    kept(page)
    page.keyboard.press("Control+Enter")
    expect(answers(page)).to_have_count(1)
    until(lambda: house.sink.to("lia.verdi@posta.example", "second half."))
    assert len(house.sink.to("lia.verdi@posta.example", "second half.")) == 1


def test_answer_whose_receipt_got_lost_is_sent_once(asked):
    visit = asked(expected=OFFLINE)
    page = visit.page

    def lose(route) -> None:
        route.fetch()
        route.abort()

    page.route("**/reply/", lose, times=1)
    page.keyboard.press("r")
    page.keyboard.type("Only once, please.")
    kept(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("That did not work")
    expect(reply_text(page)).to_have_value("Only once, please.")
    page.keyboard.press("Control+Enter")
    expect(answers(page)).to_have_count(1)


def test_draft_of_a_lost_session_comes_back_after_signing_in(asked):
    visit = asked(expected=["ERR_FAILED", "Failed to fetch", "status of 403"])
    page = visit.page
    page.keyboard.press("r")
    page.keyboard.type("Before. ")
    kept(page)
    address = page.url
    visit.context.clear_cookies(name="sessionid")
    page.keyboard.type("After.")
    expect(page.locator("#reply [data-draft-status]")).to_contain_text("Kept on this device")
    visit.sign_in("emma")
    visit.go(address)
    expect(reply_text(page)).to_have_value("Before. After.")
    kept(page)


def test_newer_text_of_another_device_is_asked_about(asked, visiting):
    visit = asked(expected=["status of 409"])
    page, other = visit.page, visiting("emma")
    page.keyboard.press("r")
    page.keyboard.type("Here")
    kept(page)
    other.go(page.url)
    other.page.keyboard.press("r")
    other.page.keyboard.press("Control+End")
    other.page.keyboard.type(" and there")
    kept(other.page)
    page.keyboard.type(" again")
    question = page.locator("#reply [data-draft-newer]")
    expect(question).to_contain_text("Which text goes on?")
    press(page, "The newer one")
    expect(reply_text(page)).to_have_value("Here and there")
    kept(page)


def test_first_message_is_written_sent_later_changed_and_taken_back(visiting):
    page = visiting("emma").page
    page.goto("/inbox/")
    page.keyboard.press("c")
    expect(page).to_have_url(re.compile(r"/write/\?draft="))
    reach(page, page.get_by_label("To", exact=True))
    page.keyboard.type("nora.bassi@posta.example")
    reach(page, page.get_by_label("Subject"))
    page.keyboard.type("Your Marea is ready")
    reach(page, reply_text(page))
    page.keyboard.type("Buongiorno Nora, la chiamo domani alle 10.")
    reply_text(page).evaluate(PASTE)
    expect(page.locator("#reply-files img")).to_have_count(1)
    reach(page, page.locator("#reply [type=checkbox][name=promise]"))
    with page.expect_response("**/write/draft/*"):
        page.keyboard.press("Space")
    kept(page)
    page.reload()
    expect(reply_text(page)).to_have_value("Buongiorno Nora, la chiamo domani alle 10.")
    expect(page.locator("#reply [type=checkbox][name=promise]")).to_be_checked()
    reach(page, page.locator(".later > summary"))
    page.keyboard.press("Enter")
    page.keyboard.type("tomorrow at 11")
    expect(page.locator("#moment time")).to_contain_text("11:00", timeout=PATIENCE_MS)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    said(page, "It waits for its moment.")
    expect(page.locator(".planned")).to_contain_text("call back")
    press(page, "Change it")
    expect(page.locator("#reply [type=checkbox][name=promise]")).to_be_checked()
    reach(page, reply_text(page))
    page.keyboard.press("Control+Enter")
    expect(answers(page)).to_contain_text("la chiamo domani alle 10")
    expect(answers(page).locator(".attachment")).to_have_count(1)
    expect(page.locator("main")).to_contain_text("call back")
    press(page, "Take it back")
    expect(reply_text(page)).to_have_value("Buongiorno Nora, la chiamo domani alle 10.")
