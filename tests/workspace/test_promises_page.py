"""The time line of what is owed, and how well it was kept."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from aiuto.people.models import Desk
from aiuto.promises.models import OwnKind, Promise
from aiuto.promises.queries.lists import page as listed
from aiuto.tickets.models import Helped, Reason, Ticket
from tests.workspace.conftest import signed_in

pytestmark = pytest.mark.both_databases

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PAGE_QUERIES = {"mine": 11, "team": 11}


@pytest.fixture
def promised(make, agent):
    """`promised(hours, state=…, what=…, owner=…)`: something owed, straight in the table."""

    def promised(hours: float, *, owner=agent, **given) -> Promise:
        due = timezone.now() + hours * HOUR
        ticket = make(owner=owner, next_due_at=due, subject=given.pop("subject", "La lampada"))
        given = {"kind": "fix", "state": "open", "made_by": agent} | given
        return Promise.objects.create(ticket=ticket, desk=ticket.desk, made_at=due - DAY, due_at=due, **given)

    return promised


def test_mine_stand_by_when_they_are_due_and_others_do_not(browser, promised, colleague):
    promised(30, what="Dopodomani")
    promised(-2, what="In ritardo", state="broken")
    promised(1, what="Di Bruno", owner=colleague)
    promised(2, what="Conclusa", state="kept", closed_at=timezone.now())
    page = browser.get("/promises/").text
    assert page.index("Late") < page.index("In ritardo") < page.index("Dopodomani")
    assert "Di Bruno" not in page
    assert "Conclusa" not in page
    team = browser.get("/promises/?whose=team").text
    assert "Di Bruno" in team


@pytest.mark.parametrize(
    ("span", "shown"), [("late", {"A"}), ("week", {"A", "B", "C"}), ("all", {"A", "B", "C", "D"})]
)
def test_span_ends_what_is_shown(browser, promised, span, shown):
    for name, hours in {"A": -1, "B": 0.01, "C": 48, "D": 24 * 9}.items():
        promised(hours, what=f"Cosa {name}")
    page = browser.get(f"/promises/?span={span}").text
    assert {name for name in "ABCD" if f"Cosa {name}" in page} == shown


def test_appointment_is_not_late_before_its_window_ends(browser, promised):
    now = timezone.now()
    promised(-1, kind="appointment", what="Il tecnico", until=now + HOUR)
    page = browser.get("/promises/").text
    assert "Il tecnico" in page
    assert ("time-late" in page, "clock-late" in page) == (False, False)
    assert "Il tecnico" not in browser.get("/promises/?span=late").text
    Promise.objects.update(until=now - HOUR / 2)
    assert "Il tecnico" in browser.get("/promises/?span=late").text


def test_each_is_kept_moved_or_given_on_with_one_press(browser, promised, colleague):
    own = promised(2, what="Spedire")
    page = browser.get("/promises/").text
    assert f"/promises/{own.pk}/keep/" in page and f"/promises/{own.pk}/ask/move/" in page
    assert f'title="{colleague} takes it"' in page
    sent = {"owner": colleague.pk, "seen": own.ticket.owner_id, "page": "1"}
    done = browser.post(f"/promises/{own.pk}/hand-over/", sent, follow=True)
    own.ticket.refresh_from_db()
    assert (own.ticket.owner, done.request["PATH_INFO"]) == (colleague, "/promises/")
    [undo] = re.findall(r"(/bulk/\d+/undo/)", done.text)
    browser.post(undo)
    own.ticket.refresh_from_db()
    assert own.ticket.owner_id == sent["seen"]


def test_what_a_colleague_took_meanwhile_is_not_given_on(browser, promised, agent, colleague):
    own = promised(2, what="Spedire", owner=colleague)
    browser.post(f"/promises/{own.pk}/hand-over/", {"owner": agent.pk, "seen": agent.pk + 10_000})
    own.ticket.refresh_from_db()
    assert own.ticket.owner == colleague


def test_other_desks_promises_stay_there(promised, outsider):
    promised(1, what="Nostra")
    assert "Nostra" not in signed_in(outsider).get("/promises/?whose=team").text


@pytest.mark.parametrize("whose", ["mine", "team"])
@pytest.mark.parametrize("number", [1, 3, 100])
def test_page_asks_the_same_number_of_queries(browser, promised, whose, number, django_assert_num_queries):
    Desk.objects.create(name="Altro")
    for hours in range(number):
        promised(hours + 1)
    with django_assert_num_queries(PAGE_QUERIES[whose]):
        assert browser.get(f"/promises/?whose={whose}").status_code == 200


@pytest.mark.parametrize("own", [False, True])
def test_kind_is_found_behind_very_many_of_others(browser, promised, agent, own, django_assert_num_queries):
    kind = OwnKind.objects.create(name_it="Collaudo", name_en="Test run") if own else None
    rare = promised(24 * 30, what="Rara", kind="fix" if own else "delivery", own_kind=kind)
    near = [Promise(**_as(rare, n), what="Altra", kind="fix") for n in range(2_100)]
    Promise.objects.bulk_create(near)
    name = f"own-{kind.pk}" if own else "delivery"
    with django_assert_num_queries(PAGE_QUERIES["team"]):
        page = browser.get(f"/promises/?whose=team&kind={name}").text
    assert ("Rara" in page, "Altra" in page) == (True, False)


def _as(promise: Promise, minutes: int) -> dict[str, object]:
    due = timezone.now() + timedelta(minutes=minutes)
    return {
        "ticket": promise.ticket,
        "desk": promise.desk,
        "made_at": promise.made_at,
        "due_at": due,
        "state": "open",
    }


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("kind", "index"), [(("delivery", None), "promises_owed_kind"), (("fix", 1), "promises_owed_own")]
)
def test_kind_is_walked_in_an_index_of_its_own(agent, desk, kind, index):
    with CaptureQueriesContext(connection) as queries:
        listed(agent, mine=False, kind=kind)
    with connection.cursor() as cursor:
        plans = [str(cursor.execute(f"EXPLAIN QUERY PLAN {one['sql']}", []).fetchall()) for one in queries]
    [plan] = [plan for plan in plans if "promises_owed" in plan]
    assert f"INDEX {index}" in plan
    assert "TEMP B-TREE" not in plan


def test_further_pages_go_on_where_the_last_ended(browser, promised):
    for hours in range(60):
        promised(hours + 1, what=f"Numero {hours:02}")
    first = browser.get("/promises/?whose=team").text
    assert first.count("Numero ") == 50
    older = first.split('href="/promises/?span=all&amp;whose=team&amp;behind=')[1].split('"')[0]
    second = browser.get(f"/promises/?whose=team&behind={older}").text
    assert second.count("Numero ") == 10
    assert "Numero 59" in second


def test_kept_with_one_press_from_the_page(browser, promised):
    own = promised(1)
    answer = browser.post(f"/promises/{own.pk}/keep/", {"page": "1"})
    assert answer.headers["Location"] == "/promises/"
    assert Promise.objects.get(pk=own.pk).state == "kept"
    assert Ticket.objects.get().next_due_at is not None


def test_kept_rate_counts_what_came_due_and_renegotiated_apart(browser, promised):
    now = timezone.now()
    for _ in range(3):
        promised(-5, state="kept", closed_at=now - 6 * HOUR, not_kept_at=now)
    promised(-5, state="kept_late", closed_at=now - 2 * HOUR)
    promised(-5, state="broken")
    promised(-5, state="renegotiated", closed_at=now - 8 * HOUR)
    promised(-5, state="moot", closed_at=now - 8 * HOUR)
    promised(5)
    page = browser.get("/promises/kept/").text
    row = page.split("<tfoot>")[1].split("</tfoot>")[0]
    cells = [cell.split("<")[0] for cell in row.replace("<strong>", "").split('">')[1:]]
    assert [cell for cell in cells if cell.strip()] == [
        "all",
        "3",
        "1",
        "1",
        "60 %",
        "2 h 59",
        "2 h 59",
        "1",
        "3",
    ]
    assert "Anna" not in page.split("<main")[1].split("</main>")[0]


def test_customers_who_asked_again_are_counted_as_our_silence(browser, arrive):
    now = timezone.now()
    arrive(at=now - 3 * HOUR)
    assert "had to ask again" not in browser.get("/promises/kept/").text
    arrive(at=now - 2 * HOUR, message_id="<two@customer.example>", references="<one@customer.example>")
    assert "Once a customer had to ask again" in browser.get("/promises/kept/").text
    arrive(at=now - HOUR, message_id="<three@customer.example>", references="<one@customer.example>")
    assert "2 times customers had to ask again" in browser.get("/promises/kept/").text


def test_silence_of_other_desks_is_not_counted(browser, arrive):
    now = timezone.now()
    arrive(at=now - 3 * HOUR)
    arrive(at=now - 2 * HOUR, message_id="<two@customer.example>", references="<one@customer.example>")
    Ticket.objects.update(desk=Desk.objects.create(name="Altro"))
    assert "had to ask again" not in browser.get("/promises/kept/").text


def test_silence_of_long_ago_is_over(browser, arrive):
    now = timezone.now()
    arrive(at=now - 32 * DAY)
    arrive(at=now - 31 * DAY, message_id="<two@customer.example>", references="<one@customer.example>")
    assert "had to ask again" not in browser.get("/promises/kept/").text


def test_lateness_is_shown_for_each_group_by_itself(browser, promised):
    now = timezone.now()
    for late in (1, 2, 10):
        promised(-24, kind="delivery", state="kept_late", closed_at=now - 24 * HOUR + (late + 0.1) * HOUR)
    promised(-24, kind="fix", state="kept_late", closed_at=now - 19.9 * HOUR)
    promised(-24, kind="call_back", state="kept", closed_at=now - 25 * HOUR)
    rows = browser.get("/promises/kept/?by=kind").text.split("<tbody>")[-1].split("</tr>")
    late = {row.split("</th>")[0].split(">")[-1]: row for row in rows if "<th" in row}
    assert ("2 h" in late["delivery"], "10 h" in late["delivery"]) == (True, True)
    assert "4 h" in late["something to be done"]
    assert late["call back"].count("–") == 2


def test_lateness_of_an_appointment_begins_as_its_window_ends(browser, promised):
    ends = timezone.now() - 21 * HOUR
    promised(-24, kind="appointment", state="kept_late", until=ends, closed_at=ends + 2.1 * HOUR)
    rows = browser.get("/promises/kept/?by=kind").text.split("<tbody>")[-1].split("</tr>")
    visit = next(row for row in rows if "appointment" in row)
    assert "2 h" in visit and "5 h" not in visit


def test_solution_by_rule_is_no_thing_to_be_done(browser, promised):
    now, solved = timezone.now(), {"made_by": None, "kept_by": "solved"}
    promised(-24, **solved, state="broken")
    promised(-24, **solved, state="kept_late", closed_at=now - 20.9 * HOUR)
    promised(-24, state="kept", closed_at=now - 25 * HOUR)
    rows = browser.get("/promises/kept/?by=kind").text.split("<tbody>")[-1].split("</tr>")
    found = {row.split("</th>")[0].split(">")[-1]: re.findall(r"<td[^>]*>(\d+)<", row)[:3] for row in rows}
    assert found["solution"] == ["0", "1", "1"]
    assert found["something to be done"] == ["1", "0", "0"]


def test_first_response_and_first_answer_that_helps_stand_side_by_side_with_what_lasted(browser, promised):
    """Five of one reason: a response after one hour, an answer after three; four of the five lasted."""
    now, reason = timezone.now(), Reason.objects.create(name="Guasto")
    for number in range(5):
        begun = now - 2 * DAY
        given = {"kind": "first_answer", "state": "kept", "made_by": None}
        promise = promised(-24, **given, responded_at=begun + HOUR, closed_at=begun + 3 * HOUR)
        Promise.objects.filter(pk=promise.pk).update(made_at=begun)
        state = "solved" if number else "open"
        Ticket.objects.filter(pk=promise.ticket_id).update(reason=reason, state=state, solved_at=now - HOUR)
        Helped.objects.create(ticket=promise.ticket, solved_at=now - HOUR)
    page = browser.get("/promises/kept/?by=reason").text
    speed, kept = (part.split("</table>")[0] for part in page.split("<table")[-2:])
    cells = re.findall(r"<t[dh][^>]*>(?:<strong>)?([^<]*)", speed.split("Guasto")[1].split("</tr>")[0])
    assert cells[:5] == ["5", "1 h 00", "1 h 00", "3 h 00", "3 h 00"]
    assert cells[5].startswith("80 % (of 5")
    assert "80 % (of 5" in kept.split("Guasto")[1].split("</tr>")[0]


def test_speed_of_a_few_is_not_shown(browser, promised):
    now = timezone.now()
    promised(-24, kind="first_answer", made_by=None, state="kept", responded_at=now, closed_at=now)
    row = browser.get("/promises/kept/").text.split("How soon we answered")[1].split("</table>")[0]
    assert '<td class="number">1</td><td class="number">–</td>' in row
