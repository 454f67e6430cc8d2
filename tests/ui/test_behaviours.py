"""What the pages do in a real browser, under the strict policy; Django answers through Playwright's routes."""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.browsers import started

pytestmark = pytest.mark.urls("tests.ui.urls")
SITE = "http://localhost"
ANSWERED = """() => {
  window.answered = new Promise((done) =>
    document.addEventListener("htmx:afterRequest", () => done(true), { once: true }));
}"""


class Site:
    """Django behind the browser: remembers what was asked, fails when told, says what changed."""

    def __init__(self, page: Page) -> None:
        self.client = Client()
        self.asked: list[Request] = []
        self.broken: set[str] = set()
        self.changes: list[str] = []
        page.route("**/*", self.answer)

    def answer(self, route: Route, request: Request) -> None:
        path = request.url.removeprefix(SITE)
        self.asked.append(request)
        if path in self.broken:
            route.fulfill(status=500, body="broken")
        elif path.startswith("/changes/"):
            said = self.changes.pop(0) if self.changes else ""
            route.fulfill(status=200, content_type="text/event-stream", body=f"retry: 50\n\n{said}")
        else:
            answer = self.client.generic(
                request.method, path, request.post_data or "", request.headers.get("content-type", "")
            )
            headers = {name: value for name, value in answer.items() if name != "Content-Length"}
            route.fulfill(status=answer.status_code, headers=headers, body=answer.getvalue())

    def posts(self, path: str) -> list[Request]:
        return [asked for asked in self.asked if asked.method == "POST" and asked.url == SITE + path]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with started(chromium) as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose every complaint, of scripts or of the policy, fails the test."""
    page = browser.new_context(locale="en").new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.context.close()
    assert [said for said in complaints if "status of 500" not in said and "ERR_INTERNET" not in said] == []


@pytest.fixture
def site(page: Page) -> Site:
    site = Site(page)
    page.goto(f"{SITE}/behaviours/")
    return site


def test_menu_walks_by_arrows_and_closes_by_escape(page: Page, site: Site) -> None:
    summary = page.locator("main summary", has_text="More")
    summary.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="One")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Two")).to_be_focused()
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(page.get_by_role("link", name="One")).to_be_hidden()


def test_menu_closes_by_a_click_elsewhere(page: Page, site: Site) -> None:
    page.locator("main summary", has_text="More").click()
    expect(page.get_by_role("link", name="One")).to_be_visible()
    page.get_by_role("heading", name="Behaviours").click()
    expect(page.get_by_role("link", name="One")).to_be_hidden()


def test_dialog_opens_and_closes(page: Page, site: Site) -> None:
    page.get_by_role("button", name="Are you sure?").click()
    expect(page.get_by_role("dialog", name="Sure?")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Sure?")).to_be_hidden()


def test_shortcuts_focus_follow_and_list(page: Page, site: Site) -> None:
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("searchbox")).to_have_value("?")
    page.get_by_role("heading", name="Behaviours").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_contain_text("Inbox")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.wait_for_url("**/there/")


def test_theme_changes_at_once_and_is_kept(page: Page, site: Site) -> None:
    with page.expect_request(f"{SITE}/ui/theme/"):
        page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"


def test_draft_is_saved_while_writing(page: Page, site: Site) -> None:
    with page.expect_request(f"{SITE}/draft/", timeout=5_000) as saved:
        page.get_by_label("Text").press_sequentially("Dear Marta")
    expect(page.get_by_role("status").filter(has_text="Draft saved")).to_be_visible()
    assert "Dear" in saved.value.post_data


def test_draft_is_not_called_saved_once_more_is_written(page: Page, site: Site) -> None:
    area = page.get_by_label("Text")
    area.fill("Dear Marta")
    expect(page.get_by_role("status").filter(has_text="Draft saved")).to_be_visible()
    said = area.evaluate("""area => {
      area.dispatchEvent(new Event("input", { bubbles: true }));
      return area.form.querySelector("[data-draft-status]").textContent;
    }""")
    assert said == ""


def test_draft_is_kept_here_while_the_server_is_away(page: Page, site: Site) -> None:
    site.broken.add("/draft/")
    page.get_by_label("Text").fill("Do not lose me")
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Text")).to_have_value("Do not lose me")
    site.broken.clear()
    expect(page.get_by_text("Draft saved")).to_be_visible()


def test_form_clicked_twice_is_sent_once(page: Page, site: Site) -> None:
    page.get_by_role("button", name="Send once").dblclick(no_wait_after=True)
    page.wait_for_url("**/sent/")
    assert len(site.posts("/sent/")) == 1


def test_live_change_refetches_only_who_listens_and_resumes(page: Page, site: Site) -> None:
    site.changes.append('id: 41\ndata: {"topics": ["inbox"]}\n\n')
    expect(page.locator("#fresh")).to_have_text("second")
    expect(page.locator("#other")).to_have_text("other")
    site.broken.add("/changes/")
    page.wait_for_event("request", lambda asked: asked.url == f"{SITE}/changes/?after=41")


def test_live_change_keeps_the_focus(page: Page, site: Site) -> None:
    page.locator("#fresh a").focus()
    site.changes.append('id: 43\ndata: {"topics": ["inbox"]}\n\n')
    expect(page.locator("#fresh")).to_have_text("second")
    expect(page.locator("#fresh a")).to_be_focused()


def test_live_change_waits_while_a_menu_is_open(page: Page, site: Site) -> None:
    page.locator("#menus summary").click()
    site.changes.append('id: 44\ndata: {"topics": ["menus", "inbox"]}\n\n')
    expect(page.locator("#fresh")).to_have_text("second")
    expect(page.get_by_role("link", name="Three")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#menus")).to_have_text("second")


def test_live_change_under_way_leaves_a_menu_that_is_opened_meanwhile(page: Page, site: Site) -> None:
    def late(route: Route) -> None:
        page.locator("#menus summary").click()
        route.fallback()

    page.route("**/fresh/", late, times=1)
    page.evaluate(ANSWERED)
    site.changes.append('id: 46\ndata: {"topics": ["menus"]}\n\n')
    page.evaluate("() => window.answered")
    expect(page.get_by_role("link", name="Three")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#menus")).to_have_text("second")


def test_live_change_after_the_session_ended_leaves_the_page_alone(page: Page, site: Site) -> None:
    site.changes.append('id: 45\ndata: {"topics": ["gone"]}\n\n')
    expect(page.get_by_text("Your session has ended")).to_be_visible()
    expect(page.locator("#gone")).to_have_text("still here")


def test_live_change_reaches_the_other_tab_too(page: Page, site: Site) -> None:
    other = page.context.new_page()
    second = Site(other)
    other.goto(f"{SITE}/behaviours/")
    site.changes.append('id: 42\ndata: {"topics": ["inbox"]}\n\n')
    expect(other.locator("#fresh")).to_have_text("second")
    assert not [asked for asked in second.asked if "/changes/" in asked.url]


def test_clock_keeps_running(page: Page) -> None:
    page.clock.install()
    Site(page)
    page.goto(f"{SITE}/behaviours/")
    clock = page.locator("[data-clock]")
    expect(clock).to_have_text("5 min")
    page.clock.run_for(70_000)
    expect(clock).to_have_text("6 min")
    page.clock.run_for(240_000)
    expect(clock).to_have_class("clock clock-late")


def test_toast_with_undo_counts_and_leaves(page: Page) -> None:
    page.clock.install()
    Site(page)
    page.goto(f"{SITE}/behaviours/")
    page.clock.run_for(3_000)
    expect(page.locator("[data-seconds]")).to_have_text("7")
    page.clock.run_for(8_000)
    expect(page.locator(".toast")).to_have_count(0)


def test_offline_is_said_and_taken_back(page: Page, site: Site) -> None:
    page.context.set_offline(True)
    expect(page.get_by_text("You are offline")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("You are offline")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 3840])
def test_page_never_scrolls_sideways(page: Page, site: Site, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_page_without_scripts_still_works(browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    Site(page)
    page.goto(f"{SITE}/behaviours/")
    page.locator("main summary", has_text="More").click()
    expect(page.get_by_role("link", name="One")).to_be_visible()
    page.get_by_role("button", name="Send once").click()
    page.wait_for_url("**/sent/")
    page.context.close()


def test_what_has_come_is_alive_at_once(page: Page, site: Site) -> None:
    """A key may follow in the next moment, before anything that waits for a clock."""
    with page.expect_request(f"{SITE}/there/", timeout=5_000):
        page.evaluate("""() => {
          const place = document.querySelector("main").appendChild(document.createElement("div"));
          document.addEventListener("htmx:beforeSwap", ({ detail }) => {
            if (detail.target === place) detail.serverResponse = "<button hx-get='/there/'>Go</button>";
          });
          document.addEventListener("htmx:afterSwap",
            () => setTimeout(() => place.querySelector("button").click()), { once: true });
          htmx.ajax("GET", "/fresh/", { target: place });
        }""")
