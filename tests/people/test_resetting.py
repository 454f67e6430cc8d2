"""A new password by mail, and the invitation of a new colleague."""

import re
import time
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.utils import timezone

from aiuto.jobs.models import Job
from aiuto.jobs.run import run_next
from aiuto.journal.actors import SYSTEM
from aiuto.people.resetting import invite
from tests.people.conftest import PASSWORD

NEW = "una-frase-nuova-12"


def ask(client, email="anna@lumen.example", **extra):
    return client.post("/account/password/reset/", {"email": email}, **extra)


def work():
    """The worker's part, but nothing is sent: that is the business of the channels."""
    while run_next(timezone.now(), worker="test"):
        Job.objects.filter(task="aiuto.outbox.sending.send").delete()


def link_in(delivery):
    return re.search(r"http\S+", delivery.parts["text"])[0]


def path_of(link):
    return link.removeprefix("http://localhost:8000")


def open_form(client, link):
    response = client.get(path_of(link))
    return response.url if response.status_code == 302 else None


def test_reset_link_gives_a_new_password_once(client, agent, mails):
    assert ask(client).url == "/account/password/reset/done/"
    work()
    link = link_in(mails.get())
    form = open_form(client, link)
    assert client.get(form).status_code == 200
    done = client.post(form, {"password1": NEW, "password2": NEW})
    assert done.url == "/account/password/reset/key/done/"
    assert client.get(done.url).status_code == 200
    agent.refresh_from_db()
    assert agent.check_password(NEW)
    assert open_form(client, link) is None
    assert not EmailAddress.objects.exists(), "an address of old would still open the account"


def test_reset_link_names_the_public_address_whatever_the_request_says(client, agent, mails, settings):
    settings.ALLOWED_HOSTS = ["*"]
    ask(client, HTTP_HOST="evil.example")
    work()
    assert link_in(mails.get()).startswith("http://localhost:8000/account/")


def test_reset_link_is_over_after_three_days(client, agent, mails):
    ask(client)
    work()
    with time_machine.travel(time.time() + 72 * 3600 + 2):
        assert open_form(client, link_in(mails.get())) is None


def test_reset_link_is_not_used_up_by_a_scanner(client, agent, mails):
    ask(client)
    work()
    link = link_in(mails.get())
    for _ in range(3):
        assert open_form(client, link)
    agent.refresh_from_db()
    assert agent.check_password(PASSWORD)


def test_reset_mail_speaks_the_owners_language(client, agent, mails):
    agent.language = "en"
    agent.save()
    ask(client, HTTP_ACCEPT_LANGUAGE="it")
    work()
    assert mails.get().parts["subject"] == "A new password"


def test_reset_for_an_unknown_address_sends_nothing(client, agent, mails):
    ask(client, "nobody@lumen.example")
    work()
    assert not mails.exists()


def test_reset_for_an_account_at_rest_sends_nothing(client, agent, mails):
    agent.is_active = False
    agent.save()
    ask(client)
    work()
    assert not mails.exists()


def test_reset_asked_twice_before_the_worker_came_is_one_mail(client, agent, mails):
    ask(client)
    ask(client)
    work()
    assert mails.count() == 1


@pytest.mark.parametrize(
    "tail", ["x-y", "1-", "zzzzzzzzzzzzz-cxyz-abc", "1-%00", "0-set-password", "1-*", "1-_"]
)
def test_reset_link_that_is_none_opens_nothing(client, agent, tail):
    response = client.get(f"/account/password/reset/key/{tail}/")
    assert response.status_code in (200, 404)
    assert "password1" not in response.text


def test_invite_lets_a_colleague_choose_a_password(client, make_user, mails, now):
    nora = make_user("nora@lumen.example", password=None)
    invite(nora, by=SYSTEM, now=now)
    form = open_form(client, link_in(mails.get()))
    client.post(form, {"password1": NEW, "password2": NEW})
    nora.refresh_from_db()
    assert nora.check_password(NEW)


def test_reset_mails_of_the_whole_house_wait_their_turn(client, make_user, mails):
    for number in range(22):
        make_user(f"p{number}@lumen.example")
        ask(client, f"p{number}@lumen.example", REMOTE_ADDR=f"192.0.2.{number}")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        work()
        assert (mails.count(), Job.objects.count()) == (20, 2)
        clock.shift(timedelta(minutes=1))
        work()
        assert (mails.count(), Job.objects.count()) == (22, 0)
