"""A6: whatever sends mail or checks a secret is limited per address, per client network and for the whole house."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.utils import timezone

from aiuto.jobs.models import Job
from aiuto.journal.actors import SYSTEM
from aiuto.people.accounts import create_user
from aiuto.people.limits import allow
from tests.people.processes import together

PASSWORD = "lanterna-verde-77"
ANNA = "anna@lumen.example"
TRY_TO_SIGN_IN = """
from django.test import Client
client = Client(HTTP_HOST="localhost")
for attempt in range({attempts}):
    answer = client.post(
        "/account/login/", {{"login": "anna@lumen.example", "password": "sbagliata"}}, REMOTE_ADDR={address}
    )
    print(answer.status_code, "quindici" in answer.text)
"""


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


@pytest.fixture
def anna(db, now):
    return create_user(email=ANNA, name="Anna", role="agent", password=PASSWORD, by=SYSTEM, now=now)


def sign_in(password, address="192.0.2.1", login=ANNA):
    client = Client(headers={"accept-language": "it"})
    answer = client.post("/account/login/", {"login": login, "password": password}, REMOTE_ADDR=address)
    return "in" if answer.status_code == 302 else "paused" if _paused(answer) else "wrong"


def _paused(answer):
    return answer.status_code == 429 or "quindici minuti" in answer.text


def ask_for_a_link(address, email=ANNA):
    return Client().post("/account/password/reset/", {"email": email}, REMOTE_ADDR=address).status_code


def test_sign_in_locks_one_client_out_after_five(anna, clock):
    assert [sign_in("sbagliata") for _ in range(6)] == ["wrong"] * 4 + ["paused"] * 2
    assert sign_in(PASSWORD) == "paused"
    assert sign_in(PASSWORD, "192.0.2.2") == "in"
    clock.shift(timedelta(minutes=15, seconds=1))
    assert sign_in(PASSWORD) == "in"


def test_sign_in_with_other_capitals_is_the_same_account(anna, clock):
    found = [
        sign_in("sbagliata", login=login) for login in (ANNA, ANNA.upper(), ANNA.title(), ANNA, ANNA.upper())
    ]
    assert found == ["wrong"] * 4 + ["paused"]


def test_sign_in_counts_a_64_as_one_client(anna, clock):
    assert [sign_in("sbagliata", f"2001:db8::{n}") for n in range(1, 7)] == ["wrong"] * 4 + ["paused"] * 2
    assert sign_in("sbagliata", "2001:db8:0:1::1") == "wrong"


def test_sign_in_believes_no_forwarded_address(anna, clock):
    client = Client()
    answers = [
        client.post(
            "/account/login/",
            {"login": ANNA, "password": "sbagliata"},
            headers={"x-forwarded-for": f"198.51.100.{n}"},
        )
        for n in range(6)
    ]
    assert _paused(answers[-1])


def test_sign_in_from_everywhere_pauses_the_account(anna, clock):
    found = [sign_in("sbagliata", f"192.0.2.{n}") for n in range(1, 26)]
    assert found == ["wrong"] * 20 + ["paused"] * 5
    clock.shift(timedelta(minutes=10, seconds=1))
    assert sign_in(PASSWORD) == "in"


def test_sign_in_to_many_accounts_pauses_the_client(anna, clock):
    found = [sign_in("sbagliata", login=f"p{n}@lumen.example") for n in range(35)]
    assert found == ["wrong"] * 30 + ["paused"] * 5


def test_sign_in_everywhere_pauses_the_house(anna, clock):
    for _ in range(300):
        allow("passwords", limit=300, window=timedelta(minutes=1), now=timezone.now())
    assert sign_in(PASSWORD) == "paused"
    clock.shift(timedelta(minutes=1, seconds=1))
    assert sign_in(PASSWORD) == "in"


def test_second_factor_pauses_after_too_many_codes(anna, clock):
    TOTP.activate(anna, generate_totp_secret())
    client = Client()
    client.post("/account/login/", {"login": ANNA, "password": PASSWORD})
    answers = [
        client.post("/account/keys/authenticate/", {"code": f"{n:06}"}, REMOTE_ADDR=f"192.0.2.{n}").text
        for n in range(1, 26)
    ]
    assert ["quindici minuti" in answer for answer in answers] == [False] * 20 + [True] * 5


def test_proving_oneself_again_is_limited(anna, clock):
    client = Client()
    client.force_login(anna)
    statuses = [
        client.post("/account/reauthenticate/", {"password": "sbagliata"}).status_code for _ in range(12)
    ]
    assert statuses[:4] == [200] * 4
    assert set(statuses[5:]) == {429}


def test_reset_mails_of_one_address_are_three_an_hour(anna, clock):
    assert [ask_for_a_link(f"192.0.2.{n}") for n in range(1, 6)] == [302] * 3 + [429] * 2
    assert Job.objects.count() == 1, "one waits for the worker, however often it was asked for"
    clock.shift(timedelta(hours=1, seconds=1))
    assert ask_for_a_link("192.0.2.1") == 302


def test_reset_mails_asked_by_one_client_are_ten_an_hour(anna, clock):
    statuses = [ask_for_a_link("192.0.2.1", f"p{n}@lumen.example") for n in range(12)]
    assert statuses == [302] * 10 + [429] * 2


@pytest.mark.django_db(transaction=True)
def test_lock_out_is_the_same_in_two_processes(now):
    create_user(email=ANNA, name="Anna", role="agent", password=PASSWORD, by=SYSTEM, now=now)
    printed = together(TRY_TO_SIGN_IN.format(attempts=6, address="'192.0.2.1'"))
    wrong = sum(line == "200 False" for one in printed for line in one.splitlines())
    assert wrong <= 4
    assert sign_in(PASSWORD) == "paused"


@pytest.mark.django_db(transaction=True)
def test_limit_of_an_account_is_the_same_in_two_processes(now):
    create_user(email=ANNA, name="Anna", role="agent", password=PASSWORD, by=SYSTEM, now=now)
    printed = together(TRY_TO_SIGN_IN.format(attempts=15, address="f'192.0.{number}.{attempt}'"))
    lines = [line for one in printed for line in one.splitlines()]
    assert len(lines) == 30
    assert lines.count("200 False") == 20
