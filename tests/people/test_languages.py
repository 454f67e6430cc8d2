"""The pages of signing in speak Italian and English, also where their words come from packages."""

import re
from html import unescape

import pytest
from django.urls import reverse

from tests.people.conftest import PASSWORD

SAME = {"Aiuto", "E-mail", "Password", "Passkey", "Menu"}
OPEN = ["account_login", "account_reset_password", "account_reset_password_done", "account_inactive"]
OWN = [
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
]


def texts(page):
    """The words of a page: between tags, and in the attributes that are read out."""
    page = re.sub(r"<script.*?</script>|<code>.*?</code>|<select.*?</select>", "", page, flags=re.DOTALL)
    found = re.findall(r">([^<]+)<", page) + re.findall(
        r'(?:aria-label|title|placeholder|alt)="([^"]+)"', page
    )
    words = {unescape(text).strip() for text in found}
    return {
        text for text in words if re.search(r"[a-zA-Z]{2}", text) and not re.fullmatch(r"[A-Z2-7]{16,}", text)
    }


def both(ask):
    return [texts(ask(headers={"accept-language": language}).text) for language in ("it", "en")]


@pytest.mark.parametrize("name", OPEN)
def test_open_pages_share_no_text(client, db, name):
    italian, english = both(lambda **extra: client.get(reverse(name), **extra))
    assert len(italian) == len(english)
    assert italian & english <= SAME


@pytest.mark.parametrize("name", OWN)
def test_pages_of_ones_own_share_no_text(client, agent, name):
    client.force_login(agent)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    italian, english = both(lambda **extra: client.get(reverse(name), **extra))
    assert italian & english <= SAME


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("account_login", {"login": "anna", "password": ""}),
        ("account_login", {"login": "anna@lumen.example", "password": "sbagliata"}),
        ("account_reset_password", {"email": ""}),
        ("account_change_password", {"oldpassword": "x", "password1": "breve", "password2": "altra"}),
        (
            "account_change_password",
            {"oldpassword": PASSWORD, "password1": "password12", "password2": "password12"},
        ),
        ("account_reauthenticate", {"password": "sbagliata"}),
        ("mfa_activate_totp", {"code": "1"}),
        ("mfa_add_webauthn", {"credential": "{}"}),
    ],
)
def test_what_is_wrong_is_said_in_both_languages(client, agent, name, data):
    if not name.startswith(("account_login", "account_reset")):
        client.force_login(agent)
        client.post("/account/reauthenticate/", {"password": PASSWORD})
    italian, english = both(lambda **extra: client.post(reverse(name), data, **extra))
    assert italian & english <= SAME
