"""X3: links are whole, short-lived and used once; no tool stands outside the sign-in; no header opens a door."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.urls import get_resolver

import aiuto
from aiuto.flows.ask_confirmation import GOOD_FOR
from aiuto.journal.actors import SYSTEM
from aiuto.people.accounts import create_user
from tests.security.access import ROWS, addresses

OPEN_TO_VISITORS = {
    "account_inactive",
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "portal:page",
    "workspace:calendar",
}


@pytest.fixture
def user(db, now):
    return create_user(
        email="anna@lumen.example", name="Anna", role="agent", password=None, by=SYSTEM, now=now
    )


def test_links_last_three_days_at_most():
    assert timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT) <= timedelta(hours=72)
    assert timedelta(hours=72) >= GOOD_FOR


def test_a_link_to_choose_a_password_is_used_once(user):
    key = default_token_generator.make_token(user)
    assert default_token_generator.check_token(user, key)
    user.set_password("una-frase-nuova-12")
    user.save()
    assert not default_token_generator.check_token(user, key)


def test_a_link_to_choose_a_password_is_over_after_signing_in(user, now):
    key = default_token_generator.make_token(user)
    user.last_login = now
    assert not default_token_generator.check_token(user, key)


def test_a_link_is_nowhere_in_the_database(user):
    """Only its signature could be computed again; the account holds no column for it."""
    columns = {field.name for field in type(user)._meta.get_fields()}
    assert not {name for name in columns if re.search("token|key|hash", name)}


@pytest.mark.parametrize("key", ["-", "%20", "1-", "-1", "None-None", "0-0", "1-set-password"])
def test_an_empty_link_opens_nothing(client, user, key):
    answer = client.get(f"/account/password/reset/key/{key}/", follow=True)
    assert "password1" not in answer.text


def test_visitors_see_nothing_but_the_doors():
    assert {
        row.name for row in ROWS if row.method == "GET" and row.statuses["visitor"] == 200
    } == OPEN_TO_VISITORS


def test_no_tools_of_others_are_installed():
    names = {name for name, _ in addresses(get_resolver().url_patterns)}
    assert not {name for name in names if name.startswith(("admin:", "djdt", "silk", "hijack"))}
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


@pytest.mark.parametrize(
    "header",
    [
        "X-Forwarded-User",
        "Remote-User",
        "X-Remote-User",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-Http-Method-Override",
    ],
)
def test_no_header_signs_anybody_in(user, header):
    answer = Client(headers={header: user.email}).get("/")
    assert (answer.status_code, answer.url) == (302, "/account/login/?next=/")


def test_forwarded_host_and_protocol_are_not_believed_without_a_proxy(db):
    answer = Client(headers={"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}).get(
        "/account/login/"
    )
    assert "evil.example" not in answer.text
    assert not answer.wsgi_request.is_secure()


def test_no_script_of_ours_reads_addresses_by_hand():
    scripts = Path(aiuto.__file__).parent.rglob("static/**/*.js")
    found = [
        script.name
        for script in scripts
        if re.search(r"location\.(search|hash)\b.*(split|match|slice)", script.read_text())
    ]
    assert found == []
