"""The managers' page: how the recoveries of a desk went in a year, with a table beside each chart."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from aiuto.customers.models import Order
from aiuto.flows.block_recovery import Block, block_recovery
from aiuto.flows.note_asking import note_asking
from aiuto.flows.note_follow_up import note_follow_up
from aiuto.flows.open_recovery import Failure, open_recovery
from aiuto.flows.set_cause import set_cause
from aiuto.people.models import Role
from aiuto.tickets.models import Cause
from aiuto.ui import words
from tests.flows.recovering import OWED, act, carry_to_its_end, fail, give, with_line
from tests.flows.test_recovery import order_of
from tests.workspace.conftest import signed_in

pytestmark = pytest.mark.both_databases

QUERIES = 13
PAGE = "/recoveries/figures/"
DAY = timedelta(days=1)


@pytest.fixture
def manager(agent) -> Client:
    agent.role = Role.LEAD
    agent.save()
    return signed_in(agent)


@pytest.fixture
def fixed(make, agent):
    """`fixed(number, hours=…, answer=…)`: so many late deliveries that were mended, and what they say of it."""

    def fixed(number: int, *, hours: int = 3, answer: str = "") -> None:
        begun = timezone.now() - 20 * DAY
        for _ in range(number):
            ticket = make(owner=agent)
            own = fail(ticket, agent, begun)
            cause = Cause.objects.get(given="late_delivery").pk
            set_cause(ticket.reference, cause=cause, user=agent, now=begun)
            act(own, agent, begun + timedelta(hours=hours))
            if answer:
                note_asking(own.pk, user=agent, now=begun + 4 * DAY)
                note_follow_up(own.pk, answer=answer, user=agent, now=begun + 11 * DAY)

    return fixed


def row(page: str, name: str) -> list[str]:
    """The cells of the last row with this head, without their marks."""
    *_, cells = re.findall(rf'<tr><th scope="row"[^>]*>{name}</th>(.*?)</tr>', page, re.DOTALL)
    return [
        " ".join(re.sub(r"<[^>]+>", " ", cell).split())
        for cell in re.findall(r"<td.*?</td>", cells, re.DOTALL)
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_the_same_number_of_queries(manager, fixed, number, django_assert_num_queries):
    fixed(number, answer="content")
    with django_assert_num_queries(QUERIES):
        assert manager.get(PAGE).status_code == 200


def test_causes_stand_in_their_month_beside_the_chart(manager, fixed, make, agent):
    fixed(2)
    fail(make(), agent, timezone.now())
    page = manager.get(PAGE).text
    assert row(page, "late delivery")[0] == "2"
    assert row(page, '<span class="faint">not named yet</span>')[-1] == "1"
    assert len(re.findall(r'class="column-drawing"', page)) == 24


def test_cause_whose_failure_came_back_stands_above_a_more_frequent_one(manager, fixed, make, agent):
    fixed(2)
    begun, cause = timezone.now() - 5 * DAY, Cause.objects.get(given="payment").pk
    first = make(owner=agent)
    again = make(customer=first.customer)
    for ticket in (first, again):
        own = open_recovery(
            ticket.reference, Failure(what="Addebitata due volte"), cause=cause, user=agent, now=begun
        )
        act(own, agent, begun)
    fail(make(), agent, timezone.now())
    page = manager.get(PAGE).text
    assert row(page, "payment")[:3] == ["2", "0", "1"]
    assert row(page, "late delivery")[:3] == ["2", "0", "–"]
    assert page.index(">payment<") < page.index(">late delivery<")


def test_times_and_words_of_a_few_are_said_to_be_few(manager, fixed):
    fixed(4, answer="content")
    mended, middle, ninth, content, *_ = row(manager.get(PAGE).text, "in all")
    assert (mended, middle, ninth) == ("4", "–", "–")
    assert content == "4 of 4 too few for a share"


def test_times_and_words_of_more_show_their_interval(manager, fixed):
    fixed(4, answer="content")
    fixed(1, hours=50, answer="none")
    fixed(2, answer="not")
    page = manager.get(PAGE).text
    assert row(page, "in all")[:4] == ["5", "3 h 00", "2 d 2 h", "67 % (of 6: 30–90 %) few"]
    assert row(page, "in all")[-1] == "0 % (of 5: 0–43 %) few"
    assert row(page, "failed twice, of all") == ["29 % (of 7: 8–64 %) few", "–"]


def test_content_customer_who_ordered_after_the_end_bought_again(manager, make, agent, now):
    begun = timezone.now() - 30 * DAY
    for number, day in enumerate((5, -40)):
        own = carry_to_its_end(fail(make(owner=agent), agent, begun), agent, begun)
        Order.objects.create(
            customer=own.customer,
            source="negozio",
            number=f"A{number}",
            ordered_on=(begun + (5 + day) * DAY).date(),
            imported_at=now,
        )
    assert "1 of 2" in row(manager.get(PAGE).text, "recovered and bought again, .*?")[0]


def test_given_stands_against_the_budget_and_what_the_law_owes_apart(manager, make, agent):
    now, ticket = timezone.now(), make()
    own = with_line(ticket, agent, now, order_of(ticket.customer))
    give(own, agent, now, "80", **OWED)
    give(fail(make(), agent, now), agent, now, "20.50", kind="refund")
    page = manager.get(PAGE).text
    assert row(page, words.month(timezone.localdate())) == ["20.50", "1,000.00", "0.00"]
    totals = re.findall(r'<th scope="row">refund</th>(.*?)</tr>', page)
    assert ["20.50 EUR" in one for one in totals] == [True, False]
    assert ["yes" in one for one in totals] == [False, True]


def test_year_that_is_over_is_left_out(manager, make, agent):
    fail(make(), agent, timezone.now() - timedelta(days=400))
    assert "Nothing had to be made good in these months" in manager.get(PAGE).text


def test_other_months_are_shown_beside_the_same_a_year_before(manager, make, agent):
    for at in ("2025-05-31T23:30+02:00", "2025-06-01T00:30+02:00", "2024-05-10T12:00+02:00"):
        fail(make(), agent, datetime.fromisoformat(at))
    page = manager.get(PAGE, {"first": "2025-04", "last": "2025-05"}).text
    assert row(page, '<span class="faint">not named yet</span>') == ["1", "1", "–", "–", "1"]
    file = manager.get(PAGE + "file/", {"first": "2025-04", "last": "2025-05"}).content.decode()
    assert "2025-05" in file and "2025-06" not in file


@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-03", "2026-02"), ("2020-01", "2026-01"), ("9999-12", "9999-12"), ("Mai", "\x00")],
)
def test_months_that_cannot_be_are_explained(manager, first, last):
    page = manager.get(PAGE, {"first": first, "last": last})
    assert page.status_code == 200
    assert "Choose up to two years" in page.text or "Write a month as 2026-03" in page.text


def test_what_made_them_stand_still_is_counted_by_kind(manager, make, agent, colleague):
    recovery = fail(make(), agent, timezone.now())
    needed = {"what": "Serve il tracking", "due": timezone.now() + DAY, "remover": colleague.pk}
    for kind in ("tools", "tools", "workload"):
        block_recovery(recovery.pk, Block(kind=kind, **needed), user=agent, now=timezone.now())
    page = manager.get(PAGE).text
    assert (row(page, "tools or data"), row(page, "too much work")) == (["2", "0"], ["1", "0"])


def test_recoveries_of_another_desk_are_not_counted(fixed, outsider):
    fixed(1)
    outsider.role = Role.LEAD
    outsider.save()
    assert "Nothing had to be made good in these months" in signed_in(outsider).get(PAGE).text


def test_board_leads_managers_there_and_nobody_else(browser, agent):
    assert PAGE not in browser.get("/recoveries/").text
    agent.role = Role.LEAD
    agent.save()
    assert PAGE in browser.get("/recoveries/").text


def test_file_holds_a_line_a_recovery_and_no_person(manager, fixed):
    fixed(2, answer="content")
    head, *lines = manager.get(PAGE + "file/").content.decode("utf-8-sig").splitlines()
    assert head == "month,cause,failed_twice,hours_to_fix,came_back,answer,with_dignity,bought_again"
    assert [line.partition(",")[2] for line in lines] == ["late_delivery,0,3.0,0,content,0,"] * 2
