"""The week in the calendar: what is due on which day at what hour, and when the desk is open."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from aiuto.promises.models import Promise

pytestmark = pytest.mark.both_databases

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MONDAY = date(2026, 3, 2)
QUERIES = 8


@pytest.fixture
def week(browser):
    """What stands in each of its days: the hours in words, then each hour's mark and what is due in it."""

    def week(day: date = MONDAY, **query: str) -> dict[str, list[tuple[str, str]]]:
        page = browser.get("/promises/week/", {"day": day.isoformat()} | query).text
        days = re.findall(r'<section class="week-day"[^>]*>(.*?)</section>', page, re.DOTALL)
        return {re.search(r"<h3>(\S+)", each)[1]: _hours(each) for each in days}

    return week


def _hours(day: str) -> list[tuple[str, str]]:
    hours = re.findall(r'<div class="week-hour([^"]*)">(.*?)</div>', day, re.DOTALL)
    return [(mark.strip(), " ".join(re.sub(r"<[^>]+>", " ", said).split())) for mark, said in hours]


@pytest.fixture
def due(make, agent):
    def due(at: datetime, *, owner=agent, **given: object) -> Promise:
        ticket = make(owner=owner, next_due_at=at)
        given = {"kind": "appointment", "what": "Sopralluogo", "made_by": agent} | given
        return Promise.objects.create(ticket=ticket, desk=ticket.desk, made_at=at - DAY, due_at=at, **given)

    return due


@pytest.fixture
def mornings(desk):
    desk.schedule.week = {"0": [["09:00", "12:30"]], "2": [["10:00", "13:00"]]}
    desk.schedule.save()


def local(day: int, hour: int, minute: int = 0) -> datetime:
    at = datetime(2026, 3, day, hour, minute, tzinfo=timezone.get_current_timezone())
    return at.astimezone(UTC)


def test_appointment_stands_in_its_day_and_hour_and_lasts_through_its_window(week, due, mornings):
    due(local(2, 10, 30), until=local(2, 12, 15), place="Via Roma 1")
    days = week()
    assert list(days) == "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
    marks = ["week-open", "week-open", "week-open week-goes-on", "week-open week-goes-on"]
    assert [mark for mark, _said in days["Monday"]] == marks
    ten = days["Monday"][1]
    assert ten[1].startswith("10:30–12:15 Appointment: Sopralluogo")
    assert "Via Roma 1" in ten[1]
    assert [mark for mark, said in days["Tuesday"] if mark or said] == []


def test_what_is_due_outside_of_the_hours_has_its_row_too(week, due, mornings):
    due(local(3, 20), what="Di sera")
    tuesday = week()["Tuesday"]
    assert len(tuesday) == 12
    assert "Di sera" in tuesday[-1][1]


def test_weeks_follow_each_other_and_end_where_they_end(browser, week, due):
    due(local(8, 23, 59), what="Domenica")
    due(local(9, 0), what="Lunedi dopo")
    assert "Domenica" in str(week(date(2026, 3, 5))["Sunday"])
    assert "Lunedi dopo" not in str(week())
    page = browser.get("/promises/week/?day=2026-03-05").text
    assert "/promises/week/?whose=mine&amp;day=2026-03-09" in page
    assert "Lunedi dopo" in str(week(date(2026, 3, 9)))


@pytest.mark.parametrize("query", ["day=2026-13-01", "day=1900-01-01", "whose=all", "kind=none"])
def test_what_cannot_be_is_not_found(browser, query):
    assert browser.get(f"/promises/week/?{query}").status_code == 404


def test_own_and_all_and_one_kind(week, due, colleague):
    due(local(4, 11), what="Di Bruno", owner=colleague)
    due(local(4, 11), what="Mia", kind="delivery")
    assert "Di Bruno" not in str(week())
    assert "Di Bruno" in str(week(whose="team"))
    assert "Mia" not in str(week(whose="team", kind="appointment"))


@pytest.mark.parametrize("number", [1, 3, 100])
def test_page_asks_the_same_number_of_queries_and_stays_light(
    browser, due, number, django_assert_num_queries
):
    for each in range(number):
        due(local(2 + each % 5, 9 + each % 8), what=f"Consegnare la lampada numero {each} e provarla insieme")
    with django_assert_num_queries(QUERIES):
        page = browser.get("/promises/week/?whose=team&day=2026-03-02")
    assert len(page.content) <= 60_000
    assert ("More is due than can be shown" in page.text) == (number > 80)
