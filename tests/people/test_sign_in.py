"""Signing in by password, code and link; and what keeps others out."""

import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.people.conftest import PASSWORD

LOGIN = "/account/login/"
NOON = "2026-03-02 11:00:05"


def sign_in(client, email="anna@lumen.example", password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": email, "password": password}, **extra)


def prove_it_is_you(client):
    assert client.post("/account/reauthenticate/", {"password": PASSWORD}).status_code == 302


def code_now(secret):
    [counter] = yield_hotp_counters_from_time()
    return f"{hotp_value(secret, counter):06}"


@pytest.fixture
def app_secret(agent):
    secret = generate_totp_secret()
    TOTP.activate(agent, secret)
    return secret


def test_login_with_the_password_leads_to_the_first_page(client, agent):
    response = sign_in(client, "ANNA@lumen.example ")
    assert (response.status_code, response.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(agent.pk)


def test_login_leads_to_the_page_that_asked_for_it(client, agent):
    response = client.post(f"{LOGIN}?next=/account/keys/", {"login": agent.email, "password": PASSWORD})
    assert response.url == "/account/keys/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "https:evil.example"])
def test_login_never_leads_elsewhere(client, agent, elsewhere):
    response = client.post(LOGIN, {"login": agent.email, "password": PASSWORD, "next": elsewhere})
    assert response.url == "/"


def test_login_with_a_wrong_password_keeps_the_address(client, agent):
    response = sign_in(client, password="wrong-password")
    assert response.status_code == 200
    assert 'value="anna@lumen.example"' in response.text
    assert "wrong-password" not in response.text


@pytest.mark.parametrize(
    "email", ["", "anna", "a@b", "x" * 300 + "@lumen.example", "anna\x00@lumen.example", "è@è.example"]
)
def test_login_with_no_address_is_a_page(client, db, email):
    assert sign_in(client, email).status_code == 200


def test_login_without_a_password_of_ones_own_is_refused(client, make_user):
    make_user(password=None)
    assert sign_in(client, password="!").status_code == 200


def test_sign_up_is_closed(client, db):
    for address in ("/account/signup/", "/account/email/", "/account/confirm-email/"):
        assert client.get(address).status_code == 404


def test_logout_only_on_post(client, agent):
    client.force_login(agent)
    assert client.get("/account/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    assert client.post("/account/logout/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_login_with_an_app_asks_for_its_code(client, app_secret):
    with time_machine.travel(NOON, tick=False):
        assert sign_in(client).url == "/account/keys/authenticate/"
        assert "_auth_user_id" not in client.session
        assert client.get("/account/keys/authenticate/").status_code == 200
        response = client.post("/account/keys/authenticate/", {"code": code_now(app_secret)})
        assert response.url == "/"
        assert "_auth_user_id" in client.session


def test_login_with_a_code_used_before_is_refused(client, app_secret):
    with time_machine.travel(NOON, tick=False):
        sign_in(client)
        client.post("/account/keys/authenticate/", {"code": code_now(app_secret)})
        other = Client()
        sign_in(other)
        assert other.post("/account/keys/authenticate/", {"code": code_now(app_secret)}).status_code == 200
    assert "_auth_user_id" not in other.session


def test_login_with_a_recovery_code_works_once(client, agent, app_secret):
    code = RecoveryCodes.activate(agent).get_unused_codes()[0]
    sign_in(client)
    assert client.post("/account/keys/authenticate/", {"code": code}).url == "/"
    other = Client()
    sign_in(other)
    assert other.post("/account/keys/authenticate/", {"code": code}).status_code == 200


def test_second_factor_is_encrypted_in_the_database(agent, app_secret):
    kept = Authenticator.objects.get(user=agent).data["secret"]
    assert app_secret not in str(kept)


def test_second_factor_of_another_key_opens_nothing(client, agent, app_secret, settings):
    settings.SECRET_KEY = "another key"
    with time_machine.travel(NOON, tick=False):
        sign_in(client)
        for secret in (app_secret, ""):
            response = client.post("/account/keys/authenticate/", {"code": code_now(secret)})
            assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_app_is_switched_on_after_the_password_and_a_code(
    client, agent, mails, django_capture_on_commit_callbacks
):
    sign_in(client)
    page = client.get("/account/keys/totp/activate/")
    assert page.url.startswith("/account/reauthenticate/")
    assert client.post(page.url, {"password": PASSWORD}).url == "/account/keys/totp/activate/"
    with time_machine.travel(timezone.now(), tick=False), django_capture_on_commit_callbacks(execute=True):
        secret = re.search(r"<code>(\w+)</code>", client.get("/account/keys/totp/activate/").text)[1]
        assert client.post("/account/keys/totp/activate/", {"code": code_now(secret)}).status_code == 302
    assert {a.type for a in Authenticator.objects.filter(user=agent)} == {"totp", "recovery_codes"}
    assert {delivery.recipient for delivery in mails.all()} == {agent.email}


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize(
    "name",
    [
        "account_change_password",
        "account_logout",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_generate_recovery_codes",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "account_reauthenticate",
    ],
)
def test_pages_of_ones_own_account_open(client, agent, name, language):
    sign_in(client)
    prove_it_is_you(client)
    assert client.get(reverse(name), HTTP_ACCEPT_LANGUAGE=language).status_code == 200


def test_pages_of_an_app_in_use_open(client, agent, app_secret):
    RecoveryCodes.activate(agent)
    with time_machine.travel(NOON, tick=False):
        sign_in(client)
        client.post("/account/keys/authenticate/", {"code": code_now(app_secret)})
        prove_it_is_you(client)
        for name in (
            "mfa_index",
            "mfa_view_recovery_codes",
            "mfa_download_recovery_codes",
            "mfa_deactivate_totp",
        ):
            assert client.get(reverse(name)).status_code == 200
        assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.filter(user=agent, type="totp").exists()


def test_passkey_login_offers_a_fresh_challenge(client, db):
    headers = {"HTTP_ACCEPT": "application/json"}
    first, second = (client.get("/account/keys/webauthn/login/", **headers).json() for _ in range(2))
    assert (
        first["request_options"]["publicKey"]["challenge"]
        != second["request_options"]["publicKey"]["challenge"]
    )


@pytest.mark.parametrize("credential", ["", "{}", "nonsense", '{"id": "x", "rawId": 1, "response": []}'])
def test_passkey_login_with_nonsense_is_a_page(client, db, credential):
    client.get("/account/keys/webauthn/login/", HTTP_ACCEPT="application/json")
    assert client.post("/account/keys/webauthn/login/", {"credential": credential}).status_code in (200, 302)


def test_change_password_tells_the_owner_by_mail_and_keeps_the_session(client, agent, mails):
    sign_in(client)
    new = {"oldpassword": PASSWORD, "password1": "una-frase-nuova-12", "password2": "una-frase-nuova-12"}
    assert client.post("/account/password/change/", new).status_code == 302
    assert client.get("/account/password/change/").status_code == 200
    delivery = mails.get()
    assert delivery.recipient == agent.email
    assert "una-frase-nuova-12" not in str(delivery.parts)


def test_change_password_ends_other_sessions(client, agent):
    other = Client()
    other.force_login(agent)
    sign_in(client)
    new = {"oldpassword": PASSWORD, "password1": "una-frase-nuova-12", "password2": "una-frase-nuova-12"}
    client.post("/account/password/change/", new)
    assert other.get("/account/password/change/").status_code == 302


def test_sessions_are_for_this_site_alone(client, agent):
    cookie = sign_in(client).cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
