"""The first steps of a new house: in order, skippable, resumable, and then never again."""

import re

import pytest
from django.test import Client

from aiuto.intake.models import Mailbox
from aiuto.journal.models import Event
from aiuto.people.models import Role, User, Welcome
from aiuto.people.queries import default_desk
from tests.workspace.conftest import signed_in

PASSWORD = "lanterna-verde-77"
SERVERS = {
    "address": "ciao@lumiera.example",
    "username": "ciao@lumiera.example",
    "imap_port": "993",
    "imap_security": "tls",
    "imap_folder": "INBOX",
    "smtp_port": "465",
    "smtp_security": "tls",
}


@pytest.fixture
def admin(db, now) -> User:
    user = User(
        email="capo@lumiera.example", name="Chiara Capo", role=Role.ADMIN, language="en", created_at=now
    )
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def browser(admin) -> Client:
    return signed_in(admin)


def test_house_without_people_names_the_command(client, db):
    page = client.get("/account/login/", HTTP_ACCEPT_LANGUAGE="en").text
    assert "aiuto create-admin" in page and 'type="password"' not in page


def test_first_sign_in_of_an_administrator_leads_to_the_first_steps(client, admin):
    answer = client.post("/account/login/?next=/", {"login": admin.email, "password": PASSWORD, "next": "/"})
    assert answer.url == "/welcome/"
    assert client.get(answer.url).url == "/welcome/language/"


def test_sign_in_leads_to_the_page_that_was_asked_for(client, admin):
    form = {"login": admin.email, "password": PASSWORD, "next": "/profile/"}
    assert client.post("/account/login/", form).url == "/profile/"


def test_agents_are_led_to_their_work(client, admin):
    User.objects.filter(pk=admin.pk).update(role=Role.AGENT)
    assert client.post("/account/login/", {"login": admin.email, "password": PASSWORD}).url == "/"
    assert client.get("/welcome/").status_code == 404


def test_every_step_can_be_skipped_and_gone_on_with(browser):
    for step, following in (
        ("language", "desk"),
        ("desk", "mailbox"),
        ("mailbox", "people"),
        ("people", "done"),
    ):
        assert browser.post(f"/welcome/{step}/", {"skip": "1"}).url == "/welcome/"
        assert browser.get("/welcome/").url == f"/welcome/{following}/"
    assert "The first steps wait for you" in browser.get("/settings/").text
    assert browser.post("/welcome/done/", {"act": "later"}).status_code == 302
    assert not Welcome.objects.exists()
    assert browser.get("/welcome/").status_code == 404
    assert "The first steps wait" not in browser.get("/settings/").text


def test_steps_keep_what_they_ask(browser, admin):
    browser.post("/welcome/language/", {"language": "it", "time_zone": "Europe/Rome"})
    admin.refresh_from_db()
    assert (admin.language, admin.time_zone) == ("it", "Europe/Rome")
    assert confirms_receipt(browser) and confirms_receipt(browser, "/settings/desks/new/")
    browser.post("/welcome/desk/", {"name": "Aiuto Lumiera", "language": "en", "signature": "A presto"})
    desk = default_desk()
    assert (desk.name, desk.language, desk.signature) == ("Aiuto Lumiera", "en", "A presto")
    assert not desk.acknowledge
    assert not confirms_receipt(browser)
    assert browser.get("/welcome/").url == "/welcome/mailbox/"


def confirms_receipt(browser, page="/welcome/desk/") -> bool:
    """Whether the form would have the receipt on."""
    box = re.search(r"<input[^>]*name=\"acknowledge\"[^>]*>", browser.get(page).text)
    return "checked" in box[0]


def test_step_with_something_wrong_is_not_taken(browser):
    assert browser.post("/welcome/desk/", {"name": "", "language": "en"}).status_code == 422
    assert browser.get("/welcome/").url == "/welcome/language/"


def test_mailbox_waits_until_the_last_step_switches_it_on(browser):
    desk = default_desk()
    assert browser.post("/welcome/mailbox/", SERVERS | {"desk": desk.pk}).url == "/welcome/mailbox/"
    assert "ciao@lumiera.example is connected" in browser.get("/welcome/mailbox/").text
    assert not Mailbox.objects.get().sends
    browser.post("/welcome/done/", {"act": "send"})
    assert Mailbox.objects.get().sends
    kinds = Event.objects.filter(kind__in=["mailbox.changed", "welcome.finished"]).order_by("id")
    assert [event.kind for event in kinds][-2:] == ["mailbox.changed", "welcome.finished"]


def test_house_whose_mailbox_sends_already_has_nothing_to_switch(browser):
    Mailbox.objects.create(desk=default_desk(), address="ciao@lumiera.example")
    page = browser.get("/welcome/done/").text
    assert "To the inbox" in page and "Switch answers on" not in page
    browser.post("/welcome/done/", {"act": "later"})
    assert Mailbox.objects.get().sends


def test_last_step_says_which_mailbox_is_not_read(browser):
    desk = default_desk()
    Mailbox.objects.create(desk=desk, address="ciao@lumiera.example", last_error="Connection refused")
    assert "in trouble" in browser.get("/welcome/done/").text


def test_colleagues_are_invited_one_after_another(browser):
    for name in ("nora", "ugo"):
        browser.post("/welcome/people/", {"name": name.title(), "email": f"{name}@lumiera.example"})
    page = browser.get("/welcome/people/").text
    assert "Nora" in page and "Ugo" in page
    assert [team.name for team in User.objects.get(name="Nora").teams.all()] == ["Assistenza"]
