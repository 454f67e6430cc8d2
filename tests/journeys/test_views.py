"""A filter that is typed, kept under a name, opened from the navigation, renamed and deleted: by keyboard."""

import re

from playwright.sync_api import expect

from tests.journeys import keyboard


def test_filter_is_kept_renamed_and_deleted(visiting):
    visit = visiting("emma")
    page = visit.page
    visit.go("/inbox/open/")
    field = page.get_by_role("combobox", name="Filter these requests")
    keyboard.reach(page, field)
    page.keyboard.type("lang")
    page.get_by_role("option", name="language:").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("language:")
    page.get_by_role("option", name="English").wait_for()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.type("en")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("language%3Aen"))
    expect(page.locator(".chip", has_text="English")).to_be_visible()
    keyboard.reach(page, page.locator("main summary", has_text="Save as a view"))
    page.keyboard.press("Enter")
    keyboard.reach(page, page.get_by_label("Name of the view"))
    page.keyboard.type("In English")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("In English")

    visit.go("/")
    link = page.locator("#nav").get_by_role("link", name="In English")
    keyboard.reach(page, link)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("In English")
    keyboard.reach(page, page.locator("main summary", has_text="This view"))
    page.keyboard.press("Enter")
    keyboard.reach(page, page.get_by_label("Name", exact=True))
    page.keyboard.press("Control+a")
    page.keyboard.type("English ones")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("English ones")

    keyboard.reach(page, page.locator("main summary", has_text="This view"))
    page.keyboard.press("Enter")
    keyboard.press(page, "Delete this view")
    page.wait_for_url(re.compile("language%3Aen"))
    expect(page.locator("#nav").get_by_role("link", name="English ones")).to_have_count(0)
