"""Signing in and out, a second key, one's language and colours."""

import base64
import hmac
import struct
import time

from playwright.sync_api import expect

from aiuto.cli.demo.furnishing import PASSWORD
from tests.journeys.house import House, until

STEP = 30  # seconds


def code(secret: str) -> str:
    """RFC 6238, as an app on a telephone counts it; whoever sees it about to change waits for the next."""
    until(lambda: time.time() % STEP < STEP / 2)
    moment = struct.pack(">Q", int(time.time()) // STEP)
    digest = hmac.digest(base64.b32decode(secret), moment, "sha1")
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def test_wrong_password_right_one_and_out(house: House, visiting):
    visit = visiting(None, locale="it-IT")
    page = visit.page
    visit.go("/inbox/mine/")
    assert "/account/login/" in page.url
    visit.sign_in("bruno", "un'altra parola")
    expect(page.locator("main")).to_contain_text("password")
    expect(page.locator("input[name=login]")).to_have_value("bruno@lumiera.example")
    visit.sign_in("bruno")
    page.locator("#inbox").wait_for()
    page.locator("summary.person").click()
    page.get_by_role("button", name="Esci").click()
    page.wait_for_url("**/account/login/**")
    visit.go("/")
    assert "/account/login/" in page.url


def test_a_second_key_is_asked_for_once_it_is_set_up(house: House, visiting):
    visit = visiting(None, locale="it-IT")
    page = visit.page
    visit.sign_in("irene")
    page.locator("#inbox").wait_for()
    visit.go("/account/keys/totp/activate/")
    if page.locator("input[type=password]").count():
        page.fill("input[type=password]", PASSWORD)
        page.click("main form.form button[type=submit]")
    secret = page.locator("code").inner_text()
    page.fill("input[name=code]", code(secret))
    page.click("main form.form button[type=submit]")
    page.wait_for_url("**/account/keys/**")

    fresh = visiting(None, locale="it-IT")
    fresh.sign_in("irene")
    fresh.page.locator("input[name=code]").wait_for()
    fresh.go("/")
    assert "/account/" in fresh.page.url


def test_language_and_colours_are_a_persons_own(visiting):
    visit = visiting("bruno")
    page = visit.page
    visit.go("/profile/")
    expect(page.locator("html")).to_have_attribute("lang", "it")
    page.select_option("select[name=language]", "en")
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text("My settings")
    page.select_option("select[name=language]", "it")
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "it")

    page.locator("summary.person").click()
    with page.expect_response("**/theme/"):
        page.get_by_role("button", name="Scuro").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    visit.go("/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
