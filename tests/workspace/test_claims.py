"""The settings of what is claimed, and of the house's own kinds of promises."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.watch_claims import watch_claims
from aiuto.people.models import Desk, User
from aiuto.promises.models import Claim, OwnKind, Promise
from tests.workspace.conftest import _person, signed_in

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
CLAIM = {
    "words": "Delivery in a day",
    "place": "Catalogue",
    "kind": "delivery",
    "hours": "24",
    "clock": "plain",
}


@pytest.fixture
def lead(desk, now) -> User:
    user = _person("rita", "Rita Conti", now, desk)
    user.role = "lead"
    user.save()
    return user


@pytest.fixture
def browser(lead):
    return signed_in(lead)


@pytest.fixture
def delivered(make):
    """`delivered(3, 20)`: three deliveries that took twenty hours each."""

    def delivered(number: int, hours: float) -> None:
        made = timezone.now() - 4 * DAY
        for _ in range(number):
            ticket = make()
            Promise.objects.create(
                ticket=ticket,
                desk=ticket.desk,
                kind="delivery",
                state="kept",
                made_at=made,
                due_at=made + 2 * DAY,
                closed_at=made + hours * HOUR,
            )

    return delivered


def test_claim_is_entered_and_its_kept_rate_shown_with_its_interval(browser, delivered):
    assert browser.post("/settings/claims/new/", CLAIM | {"floor": "90"}).status_code == 302
    delivered(4, 20)
    assert "Solved and lasted, of what was solved in these days:" in browser.get("/settings/claims/").text
    assert "Delivery in a day" in browser.get("/settings/claims/").text
    assert "(of 4" not in browser.get("/settings/claims/").text
    delivered(2, 30)
    page = browser.get("/settings/claims/").text
    assert "67 % (of 6: 30–90 %)" in page
    assert "not true" in page


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/settings/claims/", CLAIM | {"floor": "90", "words": "Your satisfaction is our top priority"}),
        ("/settings/kinds/", {"name_it": "Sopralluogo", "name_en": "No returns after 14 days"}),
    ],
)
def test_coach_reads_what_is_kept(browser, address, form):
    page = browser.post(f"{address}new/", form, follow=True)
    assert page.redirect_chain[0][0] != address
    assert "What could be said better" in page.text


def test_leads_hear_of_it_and_come_to_the_claim(browser, delivered):
    browser.post("/settings/claims/new/", CLAIM | {"floor": "90"})
    delivered(6, 30)
    watch_claims(now=timezone.now())
    page = browser.get("/notices/").text
    assert "mend it or withdraw it" in page
    assert 'href="/settings/claims/"' in page
    claim = Claim.objects.get()
    assert "It is not true at the moment" in browser.get(f"/settings/claims/{claim.pk}/").text

    browser.post(f"/settings/claims/{claim.pk}/withdraw/")
    page = browser.get(f"/settings/claims/{claim.pk}/").text
    assert "This claim was withdrawn" in page
    assert 'name="floor"' not in page
    assert "withdrawn" in browser.get("/settings/claims/").text


def test_own_kind_is_named_promised_filtered_and_counted(browser, arrive, lead):
    browser.post("/settings/kinds/new/", {"name_it": "Sopralluogo", "name_en": "Survey on site"})
    kind = OwnKind.objects.get()
    now = timezone.now()
    reference = arrive(at=now).ticket
    due = timezone.localtime(now + 5 * HOUR).strftime("%Y-%m-%dT%H:%M")
    given = {"kind": f"own-{kind.pk}", "what": "Misurare la sala", "due": due}
    assert browser.post(f"/tickets/{reference}/ask/promise/", given).status_code == 302
    promise = Promise.objects.get(own_kind=kind)
    assert promise.kind == "fix"
    with translation.override("it"):
        assert promise.kind_name == "Sopralluogo"

    word = Word(kind="fix", what="Cambiare il cavo", due=now + 6 * HOUR)
    make_promise(reference, word, user=lead, now=now)
    page = browser.get(f"/promises/?whose=team&kind=own-{kind.pk}").text
    assert "Misurare la sala" in page
    assert "Cambiare il cavo" not in page
    others = browser.get("/promises/?whose=team&kind=fix").text
    assert "Cambiare il cavo" in others
    assert "Misurare la sala" not in others

    Promise.objects.filter(pk=promise.pk).update(state="kept", closed_at=now, due_at=now - HOUR)
    assert '<th scope="row" dir="auto">Survey on site</th>' in browser.get("/promises/kept/").text


def test_moving_keeps_the_own_kind(browser, arrive, lead):
    kind = OwnKind.objects.create(name_it="Sopralluogo", name_en="Survey", retired_at=timezone.now())
    now = timezone.now()
    word = Word(kind="fix", own_kind=kind.pk, what="Misurare", due=now + 5 * HOUR)
    promise = make_promise(arrive(at=now).ticket, word, user=lead, now=now)
    due = timezone.localtime(now + 9 * HOUR).strftime("%Y-%m-%dT%H:%M")
    browser.post(f"/promises/{promise.pk}/ask/move/", {"due": due, "say": ""})
    assert Promise.objects.get(state="open", what="Misurare").own_kind == kind


def test_retired_kind_is_offered_no_more_and_a_desks_own_there_alone(browser, arrive):
    OwnKind.objects.create(name_it="A", name_en="Elsewhere", desk=Desk.objects.create(name="Altro"))
    kind = OwnKind.objects.create(name_it="B", name_en="Survey")
    form = f"/tickets/{arrive(at=timezone.now()).ticket}/ask/promise/"
    assert "Survey" in browser.get(form).text
    assert "Elsewhere" not in browser.get(form).text
    assert "Elsewhere" not in browser.get("/settings/kinds/").text
    browser.post(f"/settings/kinds/{kind.pk}/retire/", {"act": "retire"})
    assert "Survey" not in browser.get(form).text
    browser.post(f"/settings/kinds/{kind.pk}/retire/", {"act": "bring-back"})
    assert "Survey" in browser.get(form).text


def test_kind_of_the_same_name_is_refused(browser):
    OwnKind.objects.create(name_it="Sopralluogo", name_en="Survey")
    answer = browser.post("/settings/kinds/new/", {"name_it": "sopralluogo", "name_en": "Visit"})
    assert answer.status_code == 422
    assert "which no other kind has" in answer.text


def test_unknown_kind_is_no_page(browser):
    for kind in ("own-99", "nothing", "own-x"):
        assert browser.get(f"/promises/?kind={kind}").status_code == 404
