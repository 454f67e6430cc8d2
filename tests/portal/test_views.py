"""Signed pages: they show on GET, act on POST, and say the same to every link that is none."""

import re
from datetime import timedelta

import pytest
from django.core.signing import Signer
from django.test import Client

from aiuto.customers.models import ContactPoint
from aiuto.journal.models import Event
from aiuto.people import tokens

PERSON = "mailto:assistenza@lumen.example"


def verified(point):
    return ContactPoint.objects.get(pk=point.pk).verified_at is not None


def test_page_on_get_asks_and_changes_nothing(client, moment, point, token, django_assert_max_num_queries):
    events = Event.objects.count()
    for method in (client.get, client.head, client.get):
        with django_assert_max_num_queries(4):
            assert method(f"/p/{token}/").status_code == 200
    assert not verified(point)
    assert Event.objects.count() == events


def test_page_on_post_confirms_the_address(client, moment, point, token, now):
    assert client.post(f"/p/{token}/").status_code == 302
    assert ContactPoint.objects.get(pk=point.pk).verified_at == now
    assert "gaia@cliente.example" in client.get(f"/p/{token}/").text


def test_page_on_a_second_post_changes_nothing(client, moment, point, token):
    client.post(f"/p/{token}/")
    events = Event.objects.count()
    assert client.post(f"/p/{token}/").status_code == 302
    assert Event.objects.count() == events


def test_page_on_post_needs_its_own_form(moment, point, token):
    browser = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    assert browser.post(f"/p/{token}/").status_code == 403
    assert not verified(point)
    form = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get(f"/p/{token}/").text)[1]
    assert browser.post(f"/p/{token}/", {"csrfmiddlewaretoken": form}).status_code == 302
    assert verified(point)


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_page_knows_no_other_method(client, moment, token, method):
    assert getattr(client, method)(f"/p/{token}/").status_code == 405


def test_page_of_a_link_that_is_over_does_nothing(client, moment, point, token):
    moment.shift(timedelta(hours=72))
    assert client.post(f"/p/{token}/").status_code == 404
    assert not verified(point)


def _words(answer):
    """The page without what the switch of its colours has to know: the form's token and the way back."""
    return re.sub(r'"[A-Za-z0-9]{64}"|name="back" value="[^"]*"', "", answer.text)


def test_page_says_the_same_of_every_link_that_is_none(client, moment, now, point, token):
    wanted, for_ever = {"contact_point": point.pk}, 2**33
    links = [
        Signer(key="another", salt=tokens.SALT).sign_object(["confirm_address", wanted, for_ever]),
        Signer(salt="something else").sign_object(["confirm_address", wanted, for_ever]),
        tokens.issue("confirm_address", wanted, until=now),
        tokens.issue("lottery", wanted, until=now + timedelta(days=1)),
        tokens.issue("confirm_address", {"contact_point": 10**9}, until=now + timedelta(days=1)),
        *(token[:-1], token + "x", token.upper(), "x", "*", "%25", "a:b", "ù", "x" * 5_000),
    ]
    pages = {(answer.status_code, _words(answer)) for answer in (client.get(f"/p/{link}/") for link in links)}
    [(status, body)] = pages
    assert status == 404
    assert PERSON in body


@pytest.mark.parametrize("language", ["it", "en"])
def test_page_always_leads_to_a_person(client, moment, token, language):
    assert PERSON in client.get("/p/nothing/", HTTP_ACCEPT_LANGUAGE=language).text
    page = client.get(f"/p/{token}/", HTTP_ACCEPT_LANGUAGE=language).text
    [way] = re.findall(r'href="(/p/[^"]+)"', page)
    assert 'name="number"' in client.get(way, HTTP_ACCEPT_LANGUAGE=language).text


def test_page_keeps_its_address_to_itself(client, moment, token):
    response = client.get(f"/p/{token}/")
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in response.headers["Cache-Control"]


def test_page_stops_those_who_try_links(client, moment, mailbox):
    statuses = [client.get(f"/p/try{number}/").status_code for number in range(25)]
    assert statuses == [404] * 20 + [429] * 5
    assert client.get("/p/other/", REMOTE_ADDR="192.0.2.9").status_code == 404
    moment.shift(timedelta(minutes=1))
    assert client.get("/p/again/").status_code == 404


def test_page_with_a_good_link_opens_though_others_try(client, moment, token):
    for number in range(25):
        client.get(f"/p/try{number}/")
    assert client.get(f"/p/{token}/").status_code == 200
