"""A request in a real browser: a phone's line to write on, names that are long or run the other way."""

import pytest
from playwright.sync_api import expect

from tests.workspace.test_inbox_in_browser import LONG, TURNED


def test_phone_has_a_line_to_write_on_above_its_places(make, opened):
    page = opened(f"/tickets/{make(messages=20).reference}/", width=360, height=740)
    words, send = page.locator("#reply-text"), page.get_by_role("button", name="Send and wait")
    line, places = words.bounding_box(), page.locator(".topbar").bounding_box()
    assert line["y"] + line["height"] <= places["y"]
    expect(send).to_be_hidden()

    words.click()
    expect(send).to_be_in_viewport(ratio=1)
    expect(page.locator(".topbar")).to_be_hidden()
    words.fill("Buongiorno, arriva giovedì.")
    words.blur()
    expect(page.locator(".topbar")).to_be_visible()
    expect(send).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("words", [LONG, TURNED, "x" * 300])
def test_long_and_turned_words_stay_within_the_page(make, opened, width, words):
    ticket = make(subject=words[:300])
    ticket.customer.name = words[:160]
    ticket.customer.save()
    ticket.messages.update(reply_text=words, text=words, from_name=words[:160])
    page = opened(f"/tickets/{ticket.reference}/", width=width, height=740)
    expect(page.locator(".panel-wait")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
