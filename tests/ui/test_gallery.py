"""The gallery shows every component, in both languages."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import translation

from aiuto.ui import colours, gallery, scales
from aiuto.ui.templatetags.ui import register

pytestmark = pytest.mark.urls("tests.ui.urls")


def opened(rf: RequestFactory, language: str = "en") -> str:
    request = rf.get("/ui/gallery/")
    request.user = get_user_model()(email="ada@lumini.example")
    with translation.override(language):
        return gallery.gallery(request).content.decode()


def test_gallery_shows_every_component(rf: RequestFactory) -> None:
    specimens = " ".join(re.findall(r'data-specimen="([^"]+)"', opened(rf))).split()
    assert set(specimens) == set(register.tags)


def test_gallery_shows_light_beside_dark(rf: RequestFactory) -> None:
    page = opened(rf)
    assert page.count('data-theme="light"') == page.count('data-theme="dark"') >= 3


def test_gallery_shows_every_colour_and_every_step_of_the_scales(rf: RequestFactory) -> None:
    page = opened(rf)
    steps = [name for name in scales.written() if re.match("text-|space-|radius|quick|calm", name)]
    assert len(steps) > 20
    for name in [*colours.tokens(), *steps]:
        assert f"<code>{name}</code>" in page, name


def test_gallery_in_italian_is_italian(rf: RequestFactory) -> None:
    assert "Ogni componente in ogni stato" in opened(rf, "it")


def test_gallery_has_each_id_once(rf: RequestFactory) -> None:
    ids = re.findall(r'\sid="([^"]+)"', opened(rf))
    assert sorted(ids) == sorted(set(ids))


def test_gallery_of_a_stranger_asks_to_sign_in(rf: RequestFactory, settings) -> None:
    settings.LOGIN_URL = "/enter/"
    request = rf.get("/ui/gallery/")
    request.user = AnonymousUser()
    assert gallery.gallery(request).headers["Location"] == "/enter/?next=/ui/gallery/"
