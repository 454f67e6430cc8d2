"""Letting a request sleep, following, linking and handing it over, on the pages."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from aiuto.people.models import Schedule, Team
from aiuto.tickets.models import Link, LinkKind, Message, Ticket
from aiuto.tickets.snoozing import UNTIL_ANSWERED
from tests.workspace.conftest import signed_in

ROME = ZoneInfo("Europe/Rome")
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=ROME)
TUESDAY = datetime(2026, 3, 3, 10, 0, tzinfo=ROME)
FRIDAY = datetime(2026, 3, 6, 17, 0, tzinfo=ROME)
WEEK = {str(day): [["10:00", "18:00"]] for day in range(5)}


@pytest.fixture
def ticket(make, desk):
    desk.schedule = Schedule.objects.create(name="Dalle dieci alle sei", week=WEEK)
    desk.save()
    return make()


def ask(ticket, act):
    return reverse("workspace:ask", args=[ticket.reference, act])


def care(browser, ticket, **given):
    return browser.post(reverse("workspace:care", args=[ticket.reference]), given)


def slept(browser, ticket, at, **given):
    with time_machine.travel(at, tick=False):
        answer = browser.post(ask(ticket, "snooze"), given)
    return answer.status_code, Ticket.objects.get(pk=ticket.pk).snoozed_until


def rome(day, hour, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=ROME)


@pytest.mark.parametrize(
    ("at", "when", "until"),
    [
        (MONDAY, "later", rome(2, 13)),
        (MONDAY, "tomorrow", rome(3, 10)),
        (MONDAY, "monday", rome(9, 10)),
        (TUESDAY, "week", rome(10, 10)),
        (FRIDAY, "tomorrow", rome(9, 10)),
        (FRIDAY, "week", rome(13, 10)),
        (MONDAY, "answered", UNTIL_ANSWERED),
    ],
)
def test_quick_choices_lie_within_the_desks_hours(browser, ticket, at, when, until):
    assert slept(browser, ticket, at, when=when) == (302, until)


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("tomorrow at 3 pm", rome(3, 15)),
        ("domani alle 22", rome(3, 22)),
        ("fra tre giorni", rome(5, 10)),
        ("sabato", rome(9, 10)),
    ],
)
def test_moment_in_words_is_kept_as_it_is_or_moved_to_the_opening(browser, ticket, words, until):
    assert slept(browser, ticket, MONDAY, when="monday", words=words) == (302, until)


@pytest.mark.parametrize("words", ["boh", "yesterday", "fra 99999999999 anni", "x" * 200, "32 marzo"])
def test_moment_that_is_unclear_or_past_says_so(browser, ticket, words):
    assert slept(browser, ticket, MONDAY, words=words) == (422, None)


def test_choice_that_is_not_offered_says_so(browser, ticket):
    assert slept(browser, ticket, FRIDAY, when="later") == (422, None)
    assert slept(browser, ticket, MONDAY, when="week") == (422, None), "that is Monday"
    assert slept(browser, ticket, FRIDAY) == (422, None)


def test_page_says_until_when_it_sleeps_and_wakes_it(browser, ticket):
    slept(browser, ticket, MONDAY, when="answered")
    assert "until the customer answers" in _page(browser, ticket)
    care(browser, ticket, act="wake")

    assert Ticket.objects.get().snoozed_until is None
    assert care(browser, ticket, act="wake").status_code == 302
    assert "moved on in the meantime" in _page(browser, ticket)


def test_list_of_sleeping_requests_says_until_when(browser, ticket):
    slept(browser, ticket, MONDAY, when="answered")
    page = browser.get("/inbox/snoozed/").content.decode()

    assert "until the customer answers" in page
    assert "9999" not in page


def test_follow_button_says_what_it_does(browser, agent, ticket):
    assert 'value="follow"' in _page(browser, ticket)
    care(browser, ticket, act="follow")
    assert list(ticket.followers.all()) == [agent]
    assert 'value="unfollow"' in _page(browser, ticket)
    care(browser, ticket, act="unfollow")
    assert not ticket.followers.exists()


def test_link_is_made_and_taken_away_in_the_panel(browser, ticket, make):
    other = make(subject="Il paralume")
    browser.post(ask(ticket, "link"), {"other": f"#{other.pk}"})
    about = browser.get(reverse("workspace:about", args=[ticket.reference])).content.decode()
    assert f"{other.reference} has nothing to do with this" in about
    care(browser, ticket, act="unlink", other=other.reference)

    assert not Link.objects.exists()


def test_fact_has_no_button_that_takes_it_away(browser, ticket, make):
    Link.objects.create(earlier=ticket, later=make(), kind=LinkKind.SPLIT)
    about = browser.get(reverse("workspace:about", args=[ticket.reference])).content.decode()

    assert "split from" in about
    assert "has nothing to do with this" not in about


def test_link_to_what_is_not_there_keeps_what_was_typed(browser, ticket):
    answer = browser.post(ask(ticket, "link"), {"other": "QQQQQQQQ"})

    assert answer.status_code == 422
    assert "QQQQQQQQ" in answer.content.decode()


def test_brief_is_drafted_from_the_conversation(browser, ticket, now, colleague):
    Message.objects.update(reply_text="Buongiorno, la lampada trema. Potete mandarne un'altra?")
    page = browser.get(ask(ticket, "hand-over")).content.decode()

    assert "La lampada trema." in page
    assert "Potete mandarne un&#x27;altra?" in page
    assert f"person-{colleague.pk}" in page


def test_handed_over_request_shows_its_brief_until_it_is_taken(browser, ticket, agent, colleague):
    given = {"receiver": f"person-{colleague.pk}", "brief": "**Chiesto**\r\n- Un vetro nuovo"}
    assert browser.post(ask(ticket, "hand-over"), given).status_code == 302
    theirs = signed_in(colleague)

    page = _page(theirs, ticket)
    assert "Anna Bassi handed this over to you" in page
    assert "<li>Un vetro nuovo</li>" in page
    assert "Received, thank you" in page
    assert "Received, thank you" not in _page(browser, ticket)
    assert "Bruno Sala has not taken it yet" in _page(browser, ticket)

    care(theirs, ticket, act="take-over")
    page = _page(theirs, ticket)
    assert "Received, thank you" not in page
    assert "brief of a hand-over" in page
    assert "Anna Bassi handed this over to Bruno Sala" in page


def test_brief_arrives_with_titles_in_the_receivers_language(browser, ticket, colleague):
    colleague.language = "it"
    colleague.save()
    brief = "**What was asked**\r\n- A new glass."
    browser.post(ask(ticket, "hand-over"), {"receiver": f"person-{colleague.pk}", "brief": brief})

    assert Message.objects.latest("id").text == "**Che cosa chiede**\n- A new glass."


def test_team_is_handed_a_request(browser, ticket, colleague, desk):
    team = Team.objects.get(desks=desk)
    browser.post(ask(ticket, "hand-over"), {"receiver": f"team-{team.pk}", "brief": "Ecco."})
    theirs = signed_in(colleague)
    assert "whoever takes it, has it" in _page(theirs, ticket)
    care(theirs, ticket, act="take-over")

    assert Ticket.objects.get().owner == colleague


def test_hand_over_can_be_taken_back_from_the_page(browser, ticket, colleague):
    given = {"receiver": f"person-{colleague.pk}", "brief": "Ecco."}
    page = browser.post(ask(ticket, "hand-over"), given, follow=True).content.decode()
    undo = re.search(r'action="(/bulk/\d+/undo/)"', page)
    assert undo, "nothing offers to take it back"
    page = browser.post(undo[1], {"back": f"/tickets/{ticket.reference}/"}, follow=True).content.decode()

    assert "Taken back." in page
    assert Ticket.objects.get().handed_over is None


@pytest.mark.parametrize("receiver", ["", "person-0", "person-x", "team-999999", "person-"])
def test_receiver_that_cannot_be_says_so_and_the_brief_is_kept(browser, ticket, receiver):
    answer = browser.post(ask(ticket, "hand-over"), {"receiver": receiver, "brief": "Ecco il vetro."})

    assert answer.status_code == 422
    assert "Ecco il vetro." in answer.content.decode()


def test_act_that_is_none_is_not_found(browser, ticket):
    assert care(browser, ticket, act="dance").status_code == 404
    assert care(browser, ticket).status_code == 404


def test_other_desk_finds_nothing(outsider, ticket):
    browser = signed_in(outsider)
    answers = [
        care(browser, ticket, act=act).status_code for act in ("wake", "follow", "take-over", "unlink")
    ]

    assert answers == [404] * 4


def _page(browser, ticket):
    return browser.get(reverse("workspace:ticket", args=[ticket.reference])).content.decode()
