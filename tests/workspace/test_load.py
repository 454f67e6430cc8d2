"""The lead's page: how much is due by hour in the next three days."""

import re
from datetime import UTC, timedelta

import pytest
from django.utils import timezone

from aiuto.people.models import Desk, Team, User
from aiuto.promises.models import Promise
from tests.workspace.conftest import _person, signed_in

DAY = timedelta(days=1)
QUERIES = 7


@pytest.fixture
def browser(desk, now):
    lead = _person("rita", "Rita Conti", now, desk)
    User.objects.update(role="lead")
    return signed_in(User.objects.get(pk=lead.pk))


@pytest.fixture
def owe(make, agent):
    """`owe(days, hour)`: something due so many days from today at this hour and twenty."""

    def owe(days: int, hour: int, *, team=None, desk=None, **given) -> Promise:
        noon = timezone.localtime().replace(hour=hour, minute=20, second=0, microsecond=0)
        due = (noon + days * DAY).astimezone(UTC)
        ticket = make(owner=agent, next_due_at=due, team=team, **({"desk": desk} if desk else {}))
        given = {"kind": "fix", "what": "Cavo", "made_by": agent} | given
        return Promise.objects.create(ticket=ticket, desk=ticket.desk, made_at=due - DAY, due_at=due, **given)

    return owe


def table(page: str) -> dict[str, list[str]]:
    """What each hour's cells say."""
    rows = re.findall(r'<tr><th scope="row" class="time-hour">(.*?)</th>(.*?)</tr>', page, re.DOTALL)
    return {hour: re.findall(r"<span[^>]*>(.*?)</span>", cells) for hour, cells in rows}


def test_promises_are_counted_by_hour_and_day(browser, owe):
    owe(1, 9)
    owe(1, 9)
    owe(2, 11)
    owe(3, 9)
    owe(1, 9, state="kept", closed_at=timezone.now())
    assert table(browser.get("/promises/load/").text) == {
        "09:00": ["–", "2", "–"],
        "10:00": ["–", "–", "–"],
        "11:00": ["–", "–", "1"],
    }


def test_one_desk_or_one_team_can_be_looked_at(browser, owe, desk):
    other, team = Desk.objects.create(name="Interno"), Team.objects.get(desks=desk)
    repairs = Team.objects.create(name="Riparazioni")
    repairs.members.add(User.objects.get(name="Rita Conti"))
    team.desks.add(other)
    owe(1, 9, team=repairs)
    owe(1, 9)
    owe(1, 9, desk=other)

    def number(of: str) -> str:
        return table(browser.get(f"/promises/load/?of={of}").text)["09:00"][1]

    assert [number(of) for of in ("all", f"desk-{desk.pk}", f"desk-{other.pk}", f"team-{repairs.pk}")] == [
        "3",
        "2",
        "1",
        "1",
    ]
    foreign = Desk.objects.create(name="Altrui")
    assert browser.get(f"/promises/load/?of=desk-{foreign.pk}").status_code == 404


def test_what_is_late_is_said_apart_and_no_person_is_named(browser, owe):
    owe(-1, 9, state="broken")
    page = browser.get("/promises/load/").text
    assert "Late already: 1." in page
    owe(1, 9)
    main = browser.get("/promises/load/").text.split("<main")[1].split("</main>")[0]
    assert "Anna" not in main


def test_agents_have_no_such_page(agent):
    assert signed_in(agent).get("/promises/load/").status_code == 404


@pytest.mark.parametrize("number", [1, 3, 100])
def test_page_asks_the_same_number_of_queries(browser, owe, number, django_assert_num_queries):
    for _ in range(number):
        owe(1, 9)
    with django_assert_num_queries(QUERIES):
        assert browser.get("/promises/load/").status_code == 200


def test_fullest_hour_has_the_longest_bar(browser, owe):
    for hour in (9, 9, 9, 9, 10):
        owe(1, hour)
    page = browser.get("/promises/load/").text
    assert re.findall(r'class="bar"[^>]*><rect width="(\d+)"', page) == ["100", "25"]
