"""The bell, the list of notices, and how one wants to be told."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.note_missed_call import note_missed_call
from aiuto.flows.watch_promises import watch_promises
from aiuto.journal.actors import SYSTEM, person
from aiuto.notices.models import Kind, Notice
from aiuto.notices.queries import wishes_of
from aiuto.notices.telling import tell
from aiuto.promises.models import Promise
from aiuto.tickets.models import Ticket

HTMX = {"HTTP_HX_REQUEST": "true"}
LIST = "/notices/"
LIST_QUERIES = 5


@pytest.fixture
def told(agent, colleague, make, now):
    """`told(Kind.ASSIGNED, …)`: a notice of each kind on a request of its own."""

    def told(*kinds, by=None):
        tickets = [make() for _ in kinds]
        for kind, ticket in zip(kinds, tickets, strict=True):
            tell([agent.pk], kind=kind, ticket=ticket.pk, by=by or person(colleague.pk), now=now)
        return tickets

    return told


def test_empty_list_teaches(browser):
    assert "a colleague names you in a note" in browser.get(LIST).content.decode()


def test_list_says_what_happened_and_leads_there(browser, told):
    [ticket] = told(Kind.HANDED_OVER)
    page = browser.get(LIST).content.decode()

    assert "Bruno Sala handed this over to you" in page
    assert f"/tickets/{ticket.reference}/" in page
    assert "row-unread" in page


def test_bell_counts_on_every_page(browser, told):
    assert "data-unread hidden" in browser.get("/search/").content.decode()
    told(Kind.ASSIGNED, Kind.MENTIONED)

    assert "data-unread>2</span>" in browser.get("/search/").content.decode()


def test_bell_is_capped(browser, agent, now):
    for ticket in range(1, 105):
        tell([agent.pk], kind=Kind.FOLLOWED, ticket=ticket, by=SYSTEM, now=now)

    assert "data-unread>99+</span>" in browser.get("/search/").content.decode()


def test_one_notice_is_read_and_then_all(browser, told):
    told(Kind.ASSIGNED, Kind.MENTIONED, Kind.WOKE)
    first = Notice.objects.earliest("id")
    assert browser.post("/notices/read/", {"notice": first.pk}).url == LIST
    assert set(Notice.objects.filter(read_at=None).values_list("kind", flat=True)) == {"mentioned", "woke"}
    browser.post("/notices/read/")
    assert not Notice.objects.filter(read_at=None).exists()


@pytest.mark.parametrize("notice", ["x", "0", "-1", "9" * 40])
def test_nothing_is_read_by_an_id_that_is_none(browser, told, notice):
    told(Kind.ASSIGNED)
    browser.post("/notices/read/", {"notice": notice})

    assert Notice.objects.filter(read_at=None).count() == 1


def test_request_that_is_no_longer_ones_own_shows_nothing_of_itself(browser, told, outsider):
    [ticket] = told(Kind.ASSIGNED)
    Ticket.objects.update(desk=outsider.teams.get().desks.get(), subject="Una cosa privata")
    page = browser.get(LIST).content.decode()

    assert "no longer among yours" in page
    assert "Una cosa privata" not in page
    assert ticket.reference not in page


@pytest.mark.parametrize("number", [1, 3, 100])
def test_list_asks_the_same_number_of_queries(browser, told, number, django_assert_num_queries):
    told(*[Kind.ASSIGNED] * number)
    with django_assert_num_queries(LIST_QUERIES):
        browser.get(LIST, **HTMX)


def test_list_goes_on_behind_its_page(browser, told):
    tickets = told(*[Kind.ASSIGNED] * 31)
    first = browser.get(LIST).content.decode()
    older = f"{LIST}?behind={Notice.objects.order_by('id')[1].pk}"

    assert older in first
    assert tickets[0].reference in browser.get(older).content.decode()


def test_newest_are_what_the_bell_unfolds(browser, told):
    tickets = told(*[Kind.ASSIGNED] * 9)
    newest = browser.get(reverse("workspace:newest_notices")).content.decode()

    assert tickets[8].reference in newest
    assert tickets[0].reference not in newest


def test_browser_is_given_what_is_loud_and_new(browser, told):
    told(Kind.MENTIONED)
    known = browser.get("/notices/loud/").json()
    [quiet, ticket] = told(Kind.ASSIGNED, Kind.MENTIONED)
    news = browser.get(f"/notices/loud/?behind={known['newest']}").json()

    assert (known["unread"], news["unread"]) == (1, 3)
    [shown] = news["loud"]
    assert shown == {
        "id": news["newest"],
        "title": "La lampada",
        "text": "Bruno Sala mentioned you",
        "url": f"/tickets/{ticket.reference}/",
    }
    assert quiet.reference not in str(news)


def test_very_many_are_one_line_for_the_browser(browser, told):
    told(*[Kind.MENTIONED] * 7)

    [shown] = browser.get("/notices/loud/?behind=0").json()["loud"]
    assert (shown["text"], shown["url"]) == ("7 new notices", LIST)


def test_choices_are_kept(browser, agent):
    page = browser.get("/notices/choices/").content.decode()
    assert 'name="mentioned_browser"' in page
    given = {"customer_wrote_digest": "on", "every": "hour", "begins": "20:00", "ends": "07:30"}
    assert browser.post("/notices/choices/", given).status_code == 302

    kept = wishes_of(agent)
    assert kept.ways[Kind.CUSTOMER_WROTE] == (False, False, True)
    assert kept.ways[Kind.MENTIONED] == (False, False, False)
    assert (kept.every, [at.strftime("%H:%M") for at in kept.quiet or ()]) == ("hour", ["20:00", "07:30"])


@pytest.mark.parametrize("wrong", [{"every": "never"}, {"begins": "20:00"}, {"begins": "x", "ends": "y"}])
def test_choices_that_make_no_sense_say_so(browser, agent, wrong):
    answer = browser.post("/notices/choices/", {"every": "day"} | wrong)

    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert wishes_of(agent).ways[Kind.MENTIONED].in_app


def test_warned_promise_is_kept_moved_or_handed_over_from_its_notice(browser, agent, arrive):
    now = timezone.now()
    reference = arrive(at=now).ticket
    Ticket.objects.update(owner=agent)
    word = Word(kind="call_back", what="Chiamare", due=now + timedelta(minutes=20))
    call = make_promise(reference, word, user=agent, now=now)
    watch_promises(now=now + timedelta(minutes=16))
    page = browser.get("/notices/").text
    acts = page.partition("notice-acts")[2].partition("row-end")[0]
    assert f'action="/promises/{call.pk}/keep/"' in acts
    assert f'href="/promises/{call.pk}/ask/move/"' in acts
    assert f'href="/tickets/{reference}/ask/hand-over/"' in acts
    assert "<details" not in acts
    browser.post(f"/promises/{call.pk}/keep/")
    assert Promise.objects.get(pk=call.pk).state == "kept"
    assert f"/promises/{call.pk}/" not in browser.get("/notices/").text


def test_call_that_the_desk_owes_is_moved_from_its_notice_too(browser, agent, desk):
    call = note_missed_call("347 123 4567", desk=desk, at=timezone.now(), now=timezone.now())
    Ticket.objects.update(owner=agent)
    watch_promises(now=call.due_at - timedelta(minutes=5))
    assert f'href="/promises/{call.pk}/ask/move/"' in browser.get("/notices/").text


def test_notice_of_what_broke_offers_an_honest_word_and_one_of_what_is_near_is_about_that(
    browser, agent, arrive
):
    now = timezone.now()
    reference = arrive(at=now).ticket
    Ticket.objects.update(owner=agent)
    call = Word(kind="call_back", what="Chiamare", due=now + timedelta(minutes=20))
    fix = Word(kind="fix", what="Sostituire il vetro", due=now + timedelta(minutes=60))
    broken, near = (make_promise(reference, word, user=agent, now=now) for word in (call, fix))
    for minutes in (21, 59):
        watch_promises(now=now + timedelta(minutes=minutes))
    page = browser.get("/notices/").text
    assert f'action="/promises/{broken.pk}/update/"' in page
    assert f'action="/promises/{near.pk}/update/"' not in page
    assert f'href="/promises/{near.pk}/ask/move/"' in page


def test_what_a_step_of_a_recovery_keeps_has_no_press_in_its_notice(browser, agent, arrive):
    now = timezone.now()
    reference = arrive(at=now).ticket
    Ticket.objects.update(owner=agent)
    word = Word(kind="fix", what="Un vetro nuovo", due=now + timedelta(minutes=20))
    fix = make_promise(reference, word, user=agent, now=now)
    Promise.objects.filter(pk=fix.pk).update(of_step=True)
    watch_promises(now=now + timedelta(minutes=16))
    page = browser.get("/notices/").text
    assert f'href="/tickets/{reference}/ask/hand-over/"' in page
    assert f'action="/promises/{fix.pk}/keep/"' not in page
