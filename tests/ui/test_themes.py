"""The choice between light and dark."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, RequestFactory

from aiuto.ui import themes

pytestmark = pytest.mark.urls("tests.ui.urls")


def test_theme_chosen_is_kept_and_goes_back() -> None:
    answer = Client().post("/ui/theme/", {"theme": "dark", "back": "/inbox/?view=mine"})
    assert answer.status_code == 302 and answer.headers["Location"] == "/inbox/?view=mine"
    assert answer.cookies["theme"].value == "dark"


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_theme_never_leads_elsewhere(back: str) -> None:
    assert Client().post("/ui/theme/", {"theme": "dark", "back": back}).headers["Location"] == "/"


def test_theme_unknown_is_the_devices_own(rf: RequestFactory) -> None:
    assert Client().post("/ui/theme/", {"theme": "pink"}).cookies["theme"].value == "auto"
    request = rf.get("/")
    request.COOKIES["theme"] = '"><script>'
    assert themes.chosen(request) == "auto"


def test_theme_of_the_person_holds_where_nothing_was_chosen_here(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = get_user_model()(email="ada@lumini.example", theme="dark")
    assert themes.chosen(request) == "dark"
    request.COOKIES["theme"] = "light"
    assert themes.chosen(request) == "light"


def test_theme_by_get_is_refused() -> None:
    assert Client().get("/ui/theme/").status_code == 405
