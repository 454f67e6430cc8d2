"""A passkey in a real browser with a device of its own: added, used instead of the password, removed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from aiuto.journal.actors import SYSTEM
from aiuto.people.accounts import create_user
from tests.browsers import started
from tests.people.conftest import PASSWORD

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def account(transactional_db, now) -> None:
    create_user(email="anna@lumen.example", name="Anna", role="agent", password=PASSWORD, by=SYSTEM, now=now)


@pytest.fixture
def page(chromium, account, live_server) -> Iterator[Page]:
    with started(chromium) as browser:
        page = browser.new_page(base_url=live_server.url, locale="it-IT")
        device = page.context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        yield page


@pytest.fixture
def complaints(page) -> list[str]:
    """What the browser's console says against us: a broken content security policy, an error of a script."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def test_passkey_is_added_and_opens_the_account_alone(page, complaints):
    page.goto("/account/login/")
    page.fill("[name=login]", "anna@lumen.example")
    page.fill("[name=password]", PASSWORD)
    page.click("form.form button[type=submit]")
    page.goto("/account/keys/webauthn/add/")
    page.fill("[name=password]", PASSWORD)
    page.click("form.form button[type=submit]")
    page.fill("[name=name]", "Il telefono di Anna")
    page.check("[name=passwordless]")
    page.click("#passkey_add")
    page.wait_for_url("**/recovery-codes/")
    page.goto("/account/logout/")
    page.click("form.form button[type=submit]")
    page.wait_for_url("**/account/login/")
    page.click("#passkey_login")
    page.wait_for_url(lambda url: "/account/" not in url, wait_until="commit")
    page.goto("/account/keys/webauthn/")
    assert "Il telefono di Anna" in page.inner_text("main")
    assert complaints == []
