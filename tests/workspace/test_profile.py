"""One's own settings."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from aiuto.journal.models import Event
from aiuto.people.models import User
from aiuto.workspace.profile.devices import device

CHOSEN = {"language": "en", "time_zone": "America/Lima", "theme": "dark"}


@pytest.fixture
def anna(db):
    return User.objects.create(email="anna@lumiera.example", name="Anna Bassi", created_at=timezone.now())


@pytest.fixture
def signed_in(client, anna):
    client.force_login(anna)
    return client


def test_profile_shows_what_is_chosen(signed_in, anna):
    anna.theme = "dark"
    anna.save()
    page = signed_in.get("/profile/").text
    assert 'value="dark"' in page
    assert 'data-theme="dark"' in page


def test_profile_keeps_the_choices_and_speaks_the_new_language(signed_in, anna):
    signed_in.cookies["theme"] = "light"
    assert signed_in.post("/profile/", CHOSEN).url == "/profile/"
    assert signed_in.cookies.pop("theme")["max-age"] == 0, "this browser's own choice is over"
    anna.refresh_from_db()
    assert {name: getattr(anna, name) for name in CHOSEN} == CHOSEN
    page = signed_in.get("/profile/", HTTP_ACCEPT_LANGUAGE="it").text
    assert '<html lang="en"' in page
    assert 'data-theme="dark"' in page


@pytest.mark.parametrize(
    "wrong", [{"language": "tlh"}, {"time_zone": "Moon/Base"}, {"theme": "pink"}, {"theme": ""}]
)
def test_profile_says_what_is_wrong_and_keeps_the_rest(signed_in, anna, wrong):
    answer = signed_in.post("/profile/", CHOSEN | wrong)
    assert answer.status_code == 422
    anna.refresh_from_db()
    assert anna.theme == "auto"


def test_profile_of_nobody_asks_to_sign_in(client, db):
    assert client.get("/profile/").url == "/account/login/?next=/profile/"


def test_profile_keeps_ways_of_working_and_the_signature(signed_in, anna):
    signed_in.post(
        "/profile/", CHOSEN | {"dense": "on", "quiet_events": "on", "signature": " A presto,\nAnna "}
    )
    anna.refresh_from_db()
    assert (anna.dense, anna.quiet_events, anna.shortcuts, anna.signature) == (
        True,
        True,
        False,
        "A presto,\nAnna",
    )


PHONE = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"


@pytest.fixture
def two_browsers(anna):
    """Signed in for true, at a desk and on a telephone."""
    anna.set_password("lanterna-verde-77")
    anna.save()
    desk, phone = (
        Client(HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux) Firefox/140.0"),
        Client(HTTP_USER_AGENT=PHONE),
    )
    for browser in (desk, phone):
        browser.post("/account/login/", {"login": anna.email, "password": "lanterna-verde-77"})
    return desk, phone


def test_profile_lists_where_one_is_signed_in_and_signs_out_there(two_browsers):
    desk, phone = two_browsers
    page = desk.get("/profile/", HTTP_ACCEPT_LANGUAGE="en").text
    assert "Firefox · Android" in page and "Firefox · Linux" in page
    desk.post("/profile/sign-out/", {"browser": "all"})
    assert phone.get("/profile/").status_code == 302
    assert desk.get("/profile/").status_code == 200
    assert "Android" not in desk.get("/profile/").text
    assert Event.objects.filter(kind="person.signed_out").count() == 1


def test_nobody_signs_out_a_browser_of_somebody_else(two_browsers, client):
    other = User.objects.create(email="bruno@lumiera.example", name="Bruno", created_at=timezone.now())
    client.force_login(other)
    for session in UserSession.objects.all():
        client.post("/profile/sign-out/", {"browser": session.pk})
    assert [browser.get("/profile/").status_code for browser in two_browsers] == [200, 200]


@pytest.mark.parametrize(
    ("said", "icon", "name"),
    [
        (PHONE, "smartphone", "Firefox · Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "monitor", "Edge · Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1",
            "smartphone",
            "Safari · iPhone",
        ),
        ("curl/8.0", "monitor", ""),
    ],
)
def test_device_is_named_as_far_as_it_is_known(said, icon, name):
    assert device(said) == (icon, name)
