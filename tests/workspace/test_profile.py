"""One's own settings."""

import pytest
from django.utils import timezone

from aiuto.people.models import User

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
