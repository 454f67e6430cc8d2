"""The page of absences, and what is due meanwhile."""

from datetime import timedelta

import pytest
from django.utils import timezone

from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.note_absence import note_absence
from aiuto.notices.models import Notice
from aiuto.people.models import Absence, Role, User
from aiuto.recovery.models import Blocker
from aiuto.tickets.models import Ticket
from aiuto.ui.words import weekday
from tests.flows.recovering import fail
from tests.workspace.conftest import _person, signed_in

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def lead(desk, now) -> User:
    user = _person("rita", "Rita Conti", now, desk)
    user.role = Role.LEAD
    user.save()
    return user


@pytest.fixture
def uncovered(arrive, agent, colleague) -> Ticket:
    """Anna has promised a call for tomorrow, and is away from now on."""
    now = timezone.now()
    reference = arrive(at=now).ticket
    Ticket.objects.update(owner=agent)
    word = Word(kind="call_back", what="Chiamare per il cavo", due=now + DAY)
    make_promise(reference, word, user=agent, now=now)
    note_absence(agent.pk, begins=now, ends=None, user=agent, now=now)
    return Ticket.objects.get()


def test_agent_notes_their_own_absence_from_now_on(browser, agent):
    assert "Who</label>" not in browser.get("/away/").text
    today = timezone.localdate()
    assert browser.post("/away/", {"first": f"{today:%Y-%m-%d}", "last": ""}).status_code == 302
    absence = Absence.objects.get()
    assert (absence.user, absence.ends_at) == (agent, None)
    assert absence.covers(timezone.now())
    assert "away, until they are back" in browser.get("/away/").text


def test_last_day_belongs_to_the_absence(browser):
    first = timezone.localdate() + 3 * DAY
    browser.post("/away/", {"first": f"{first:%Y-%m-%d}", "last": f"{first + DAY:%Y-%m-%d}"})
    absence = Absence.objects.get()
    assert timezone.localtime(absence.begins_at).date() == first
    assert absence.ends_at - absence.begins_at == 2 * DAY
    told = f"away from {weekday(first)}, back on {weekday(first + 2 * DAY)}"
    assert told in browser.get("/away/").text


def test_day_that_is_over_is_asked_again(browser):
    answer = browser.post("/away/", {"first": "2020-01-01", "last": ""})
    assert answer.status_code == 422
    assert "The last day comes after the first" in answer.text


def test_lead_notes_anybodys(lead, agent):
    first = timezone.localdate() + DAY
    signed_in(lead).post("/away/", {"person": agent.pk, "first": f"{first:%Y-%m-%d}", "last": ""})
    assert Absence.objects.get().user == agent


def test_agent_cannot_choose_somebody_else(browser, agent, colleague):
    first = timezone.localdate() + DAY
    browser.post("/away/", {"person": colleague.pk, "first": f"{first:%Y-%m-%d}", "last": ""})
    assert Absence.objects.get().user == agent


def test_lead_sees_what_is_due_and_gives_it_on_with_one_press(uncovered, lead, agent, colleague):
    browser = signed_in(lead)
    for page in ("/", "/promises/"):
        assert "Something is due while its owner is away" in browser.get(page).text
    page = browser.get("/away/").text
    assert page.index("Chiamare per il cavo") < page.index("Bruno Sala takes it")
    given = {"owner": colleague.pk, "seen": agent.pk}
    assert browser.post(f"/away/cover/{uncovered.reference}/", given).status_code == 302
    uncovered.refresh_from_db()
    assert uncovered.owner == colleague
    assert Notice.objects.filter(user=colleague, kind="assigned").count() == 1
    for page in ("/", "/promises/", "/away/"):
        assert "while its owner is away" not in browser.get(page).text


def test_what_stands_still_is_given_on_once_it_is_said_what_blocks_it(uncovered, lead, agent, colleague):
    now, browser = timezone.now(), signed_in(lead)
    fail(uncovered, agent, now - timedelta(days=9))
    given = {"owner": colleague.pk, "seen": agent.pk}
    asked = browser.post(f"/away/cover/{uncovered.reference}/", given, follow=True)
    place = f"/tickets/{uncovered.reference}/ask/assign/"
    assert asked.redirect_chain == [(f"{place}?owner={colleague.pk}", 302)]
    assert 'name="blocks"' in asked.content.decode()
    assert f'value="{colleague.pk}" selected' in asked.content.decode()
    due = timezone.localtime(now + DAY).strftime("%Y-%m-%dT%H:%M")
    why = {"blocks": "workload", "needed": "Due ore", "remover": f"person-{lead.pk}", "by_when": due}
    assert browser.post(place, {"owner": colleague.pk}).status_code == 422
    browser.post(place, {"owner": colleague.pk, **why})
    uncovered.refresh_from_db()
    assert uncovered.owner == colleague
    assert Blocker.objects.get().kind == "workload"


def test_what_a_colleague_took_since_stays_theirs(uncovered, lead, agent, colleague):
    Ticket.objects.update(owner=lead)
    browser = signed_in(lead)
    browser.post(f"/away/cover/{uncovered.reference}/", {"owner": colleague.pk, "seen": agent.pk})
    uncovered.refresh_from_db()
    assert uncovered.owner == lead


def test_agents_are_not_shown_what_is_a_leads_to_decide(uncovered, browser):
    assert "while its owner is away" not in browser.get("/").text
    assert "Chiamare" not in browser.get("/away/").text


def test_who_is_back_says_so(uncovered, browser):
    absence = Absence.objects.get()
    assert "Anna Bassi is back" in browser.get("/away/").text
    browser.post(f"/away/{absence.pk}/end/")
    assert "Everybody is here" in browser.get("/away/").text
