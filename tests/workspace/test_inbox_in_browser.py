"""The inbox in a real browser: long and foreign names, older rows and the way back, news that move nothing."""

import pytest
from playwright.sync_api import Page, expect

from aiuto.tickets.models import Message, Tag, Ticket

pytestmark = pytest.mark.once
LONG = "Riparazione straordinaria della lampada a sospensione " * 6
TURNED = "\u202eמאיה כהן־לוי של העיר הגדולה על חוף הים " * 7


def _shown(page: Page) -> list[str]:
    return page.eval_on_selector_all("[data-row]", "rows => rows.map(row => row.dataset.row)")


@pytest.mark.parametrize("width", [360, 1280])
def test_long_and_turned_names_stay_within_the_page(make, opened, width):
    for words in (LONG, TURNED, "x" * 300):
        ticket = make(subject=words[:300], excerpt=words[:160])
        ticket.customer.name = words[:160]
        ticket.customer.save()
    page = opened("/inbox/open/", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = page.eval_on_selector_all(".row", "rows => rows.map(row => row.scrollWidth - row.clientWidth)")
    assert max(boxes) <= 0


def test_long_tags_leave_room_for_the_words(make, opened):
    names = [f"etichetta-lunga-di-quaranta-lettere-{n}" for n in range(4)]
    ticket = make(subject="Il paralume della lampada è rotto", language="it", channel="phone")
    ticket.tags.set([Tag.objects.create(name=name) for name in names])
    page = opened("/inbox/open/", width=1280)
    row = page.locator(".row")
    words, end = row.locator(".row-link").bounding_box(), row.locator(".row-end").bounding_box()
    assert words["width"] >= 180
    assert words["x"] + words["width"] <= end["x"]
    assert row.evaluate("row => row.scrollWidth - row.clientWidth") <= 0


def test_older_rows_come_as_one_scrolls_and_stay_when_one_comes_back(make, opened):
    references = [make(waits=600 - minute).reference for minute in range(60)]
    page = opened("/inbox/open/")
    assert _shown(page) == references[:20]
    page.locator("#older").scroll_into_view_if_needed()
    expect(page.locator("[data-row]")).to_have_count(40)
    page.locator(f"[data-row='{references[35]}'] .row-link").click()
    page.wait_for_url("**/tickets/**")
    page.go_back()
    expect(page.locator("[data-row]")).to_have_count(40)
    assert _shown(page) == references[:40]
    expect(page.locator(f"[data-row='{references[35]}']")).to_be_in_viewport()


def test_news_wait_while_rows_are_chosen_and_come_when_called(make, opened):
    first = make(waits=30)
    page = opened("/inbox/open/")
    page.locator("input[name=tickets]").check()
    late = make(waits=60)
    Ticket.objects.filter(pk=first.pk).update(subject="Un titolo nuovo")
    page.evaluate("htmx.trigger(document.getElementById('inbox'), 'live')")
    expect(page.locator(".inbox-news button")).to_be_visible()
    assert _shown(page) == [first.reference]
    expect(page.locator(".row-title")).to_contain_text("Un titolo nuovo")
    page.locator(".inbox-news button").click()
    expect(page.locator("[data-row]")).to_have_count(2)
    assert _shown(page) == [late.reference, first.reference]
    expect(page.locator(f"[data-row='{first.reference}'] input")).to_be_checked()


def test_news_come_by_themselves_to_whoever_looks_at_the_top(make, opened):
    make(waits=30)
    page = opened("/inbox/open/")
    late = make(waits=60)
    page.evaluate("htmx.trigger(document.getElementById('inbox'), 'live')")
    expect(page.locator("[data-row]")).to_have_count(2)
    assert _shown(page)[0] == late.reference


def test_longest_wait_shows_itself_when_its_row_is_scrolled_away(make, opened):
    for minute in range(20):
        make(waits=600 - minute)
    page = opened("/inbox/open/")
    expect(page.locator("#longest a")).to_be_hidden()
    page.evaluate("scrollTo(0, 600)")
    expect(page.locator("#longest a")).to_be_visible()
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator("#longest a")).to_be_hidden()


def test_solving_chosen_ones_asks_in_a_dialog_what_has_no_answer_yet(make, opened):
    asked = make(subject="Il montaggio")
    Message.objects.filter(ticket=asked).update(reply_text="Quanto costa il montaggio?")
    page = opened("/inbox/open/")
    page.locator("input[name=tickets]").check()
    page.locator(".bulk").get_by_role("button", name="Solve").click()
    dialog = page.locator("#chosen-ask")
    expect(dialog).to_contain_text("Quanto costa il montaggio?")
    dialog.get_by_role("button", name="Solve them all the same").click()
    expect(page.locator("#toasts")).to_contain_text("Solved: one request.")
    expect(dialog).not_to_be_visible()
