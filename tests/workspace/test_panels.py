"""The column beside a request: what is known of the customer, and a panel that breaks."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from aiuto.customers.models import ContactKind, ContactPoint, Order, OrderLine
from aiuto.journal.models import Event
from aiuto.people.models import Schedule
from aiuto.tickets.models import Cause, Link, Message, Reason
from aiuto.workspace.ticket import panels
from aiuto.workspace.ticket.panels import PANELS, Panel
from tests.workspace.conftest import signed_in

TOKEN = re.compile(r'csrfmiddlewaretoken" value="[^"]+')
HTMX = {"HX-Request": "true"}
ALL_QUERIES = 20
QUERIES = {
    "customer": 6,
    "recovery": 6,
    "judged": 4,
    "promises": 7,
    "points": 4,
    "request": 5,
    "cause": 6,
    "orders": 5,
    "others": 4,
}
ONLY_AFTER_A_FAILURE = {"judged"}


def address(ticket, more: str = "") -> str:
    return f"/tickets/{ticket.reference}/{more}"


def panel_of(browser, ticket, name: str) -> str:
    return str(browser.get(address(ticket, f"panels/{name}/"), headers=HTMX).text)


def order_of(ticket, number: str, **days: int | None) -> Order:
    today = timezone.localdate()
    dates = {name: today + timedelta(days=number) for name, number in days.items() if number is not None}
    given = {"ordered_on": today - timedelta(days=20), "imported_at": timezone.now()} | dates
    order = Order.objects.create(customer=ticket.customer, source="negozio", number=number, **given)
    OrderLine.objects.create(
        order=order,
        position=1,
        sku="NUV",
        name="Nuvola",
        quantity=Decimal(2),
        unit_price=Decimal("89.5"),
        currency="EUR",
    )
    return order


def _surrounded(make, others: int):
    """A request with so many messages, links, orders, tags and other requests of its customer."""
    ticket = make(messages=others)
    Message.objects.filter(ticket=ticket).update(
        reply_text="La lampada è arrivata rotta. Quanto costa il montaggio?"
    )
    for number in range(others):
        other = make(customer=ticket.customer)
        Link.objects.create(earlier=ticket, later=other, kind="related")
        order_of(ticket, f"A{number}", promised_on=-2)
        ticket.tags.create(name=f"t{number}")
    return ticket


@pytest.mark.parametrize("others", [1, 3, 100])
def test_each_panel_asks_the_same_number_of_queries(browser, make, others, django_assert_num_queries):
    ticket = _surrounded(make, others)
    for panel in PANELS:
        with django_assert_num_queries(QUERIES[panel.name], info=panel.name):
            assert bool(panel_of(browser, ticket, panel.name)) == (panel.name not in ONLY_AFTER_A_FAILURE)


@pytest.mark.parametrize("others", [1, 3, 100])
def test_panels_together_ask_the_same_number_of_queries(browser, make, others, django_assert_num_queries):
    ticket = _surrounded(make, others)
    with django_assert_num_queries(ALL_QUERIES):
        assert browser.get(address(ticket, "about/"), headers=HTMX).text


def test_panels_together_are_each_as_it_is_alone(browser, make):
    ticket = _surrounded(make, 3)
    column = _tidy(browser.get(address(ticket, "about/"), headers=HTMX).text)
    for panel in PANELS:
        assert f'id="panel-{panel.name}">' in column
        assert _tidy(panel_of(browser, ticket, panel.name)) in column


def _tidy(html: str) -> str:
    return TOKEN.sub("", html).strip()


def test_page_has_a_place_for_each_panel_that_works_without_scripts(browser, make):
    ticket = make()
    page = browser.get(address(ticket)).text
    assert f'hx-get="{address(ticket, "about/")}"' in page
    for panel in PANELS:
        assert f'href="{address(ticket, f"panels/{panel.name}/")}"' in page
    assert "Giulia Neri" in browser.get(address(ticket, "panels/customer/")).text
    assert "Giulia Neri" in browser.get(address(ticket, "about/")).text


def test_panel_that_breaks_leaves_the_others_whole(browser, make, monkeypatch, caplog):
    def broken(*_given):
        raise ZeroDivisionError

    first, *rest = PANELS
    monkeypatch.setattr(panels, "PANELS", (Panel(first.name, first.title, broken, first.template), *rest))
    ticket = make()
    part = browser.get(address(ticket, "panels/customer/"), headers=HTMX)
    assert part.status_code == 200
    assert "does not answer just now" in part.text
    assert f'hx-get="{address(ticket, "panels/customer/")}"' in part.text
    assert browser.get(address(ticket)).status_code == 200
    about = browser.get(address(ticket, "about/"))
    assert ticket.reference in about.text
    column = browser.get(address(ticket, "about/"), headers=HTMX).text
    assert "does not answer just now" in column
    assert "What we owe" in column
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("name", ["nonsense", "__class__"])
def test_panel_that_there_is_not_is_not_found(browser, make, name):
    assert browser.get(address(make(), f"panels/{name}/")).status_code == 404


def test_panel_is_not_for_those_who_may_not_open_the_request(make, outsider):
    ticket, stranger = make(), signed_in(outsider)
    for panel in PANELS:
        assert stranger.get(address(ticket, f"panels/{panel.name}/"), headers=HTMX).status_code == 404


def test_customer_says_first_what_matters_now(browser, make):
    ticket = make()
    other = make(customer=ticket.customer, subject="Il paralume")
    ticket.customer.contact_points.update(undeliverable_at=timezone.now())
    order_of(ticket, "L-1", promised_on=-3)
    order_of(ticket, "L-2", promised_on=-3, delivered_on=-1)
    order_of(ticket, "L-3", promised_on=4)
    order_of(ticket, "L-4", promised_on=-400)
    part = panel_of(browser, ticket, "customer")
    assert "comes back" in part
    assert "Order L-1 was promised for" in part
    assert not [number for number in ("L-2", "L-3", "L-4") if number in part]
    assert "Another request is open: Il paralume" in part
    assert address(other) in part


def test_customer_counts_more_open_requests_and_leaves_hidden_ones_out(browser, make, outsider):
    ticket = make()
    for state in ("new", "waiting", "solved"):
        make(customer=ticket.customer, state=state)
    make(customer=ticket.customer, desk=outsider.teams.get().desks.get())
    assert "2 more requests are open" in panel_of(browser, ticket, "customer")


@pytest.mark.parametrize(
    ("number", "zone"),
    [("+442079460000", "Europe/London"), ("+34911234567", "Europe/Madrid"), ("+12025550123", "Europe/Rome")],
)
def test_customer_shows_the_time_where_the_number_is_else_the_desks(browser, make, desk, now, number, zone):
    desk.schedule = Schedule.objects.create(name="Sempre", time_zone="Europe/Rome")
    desk.save()
    ticket = make()
    ContactPoint.objects.create(
        customer=ticket.customer, kind=ContactKind.PHONE, value=number, created_at=now
    )
    assert f'data-zone="{zone}"' in panel_of(browser, ticket, "customer")


def test_nobody_known_is_said_with_a_way_to_say_who(browser, make):
    ticket = make(customer=None)
    part = panel_of(browser, ticket, "customer")
    assert "Nobody knows yet" in part
    assert address(ticket, "ask/customer/") in part
    assert panel_of(browser, ticket, "orders") == ""


def test_notes_about_the_customer_are_kept_and_in_the_journal_without_their_words(browser, make):
    ticket = make()
    browser.post(address(ticket, "ask/notes/"), {"notes": "Ha un gatto <b>nero</b>."})
    ticket.customer.refresh_from_db()
    assert ticket.customer.notes == "Ha un gatto <b>nero</b>."
    assert "&lt;b&gt;nero" in panel_of(browser, ticket, "customer")
    event = Event.objects.get(kind="customer.edited")
    assert event.data == {"changed": ["notes"]}
    assert browser.post(address(ticket, "ask/notes/"), {"notes": "x" * 2001}).status_code == 422


def test_notes_about_nobody_are_refused_in_words(browser, make):
    answer = browser.post(address(make(customer=None), "ask/notes/"), {"notes": "Chi è?"})
    assert (answer.status_code, "not there any more" in answer.text, "Chi è?" in answer.text) == (
        422,
        True,
        True,
    )


def test_reason_is_set_at_once_and_taken_off(browser, make):
    ticket, reason = make(), Reason.objects.create(name="Consegna in ritardo")
    part = browser.post(address(ticket, "reason/"), {"reason": reason.pk}, headers=HTMX)
    assert f'<option value="{reason.pk}" selected>' in part.text
    assert Event.objects.get(kind="ticket.reason_set").data == {"reason": reason.pk, "was": None}
    assert browser.post(address(ticket, "reason/"), {"reason": ""}).status_code == 302
    ticket.refresh_from_db()
    assert ticket.reason is None


def test_cause_is_set_at_once_and_taken_off(browser, make):
    ticket, cause = make(), Cause.objects.get(given="late_delivery")
    part = browser.post(address(ticket, "cause/"), {"cause": cause.pk}, headers=HTMX)
    assert f'<option value="{cause.pk}" selected>' in part.text
    said = Event.objects.get(kind="ticket.cause_set").data
    assert said == {"cause": cause.pk, "was": None}
    assert browser.post(address(ticket, "cause/"), {"cause": ""}).status_code == 302
    ticket.refresh_from_db()
    assert ticket.cause is None


def test_cause_that_is_retired_stays_and_cannot_be_chosen(browser, make, now):
    root = Cause.objects.get(given="late_delivery")
    old = Cause.objects.create(name="Il vecchio corriere", parent=root, retired_at=now)
    ticket, other = make(cause=old), make()
    assert "Il vecchio corriere" in panel_of(browser, ticket, "cause")
    assert "Il vecchio corriere" not in panel_of(browser, other, "cause")
    browser.post(address(other, "cause/"), {"cause": old.pk}, headers=HTMX)
    other.refresh_from_db()
    assert other.cause is None


def test_cause_that_their_words_tell_of_is_asked_about_until_one_is_chosen(browser, make):
    ticket, late = make(messages=1), Cause.objects.get(given="late_delivery")
    Message.objects.filter(ticket=ticket).update(reply_text="Il pacco è in ritardo.", direction="in")
    asked = f'<input type="hidden" name="cause" value="{late.pk}">'
    assert asked in panel_of(browser, ticket, "cause")
    browser.post(address(ticket, "cause/"), {"cause": Cause.objects.get(given="staff").pk})
    assert asked not in panel_of(browser, ticket, "cause")


def test_repeat_is_confirmed_and_cut_in_one_press(browser, make, now):
    fixed, again = make(state="solved", solved_at=now, subject="Lampada rotta"), make()
    link = Link.objects.create(earlier=fixed, later=again, kind="again")
    for act, kind in (("same-again", "repeat"), ("unlink", "no_repeat")):
        part = panel_of(browser, again, "cause")
        assert "Lampada rotta" in part and f'value="{act}"' in part
        assert "Lampada rotta" not in panel_of(browser, again, "request")
        browser.post(address(again, "care/"), {"act": act, "other": fixed.reference})
        link.refresh_from_db()
        assert link.kind == kind
    assert "Lampada rotta" not in panel_of(browser, again, "cause")


def test_reason_that_is_retired_stays_and_cannot_be_chosen(browser, make, now):
    old = Reason.objects.create(name="Catalogo di carta", retired_at=now)
    ticket, other = make(reason=old), make()
    assert "Catalogo di carta" in panel_of(browser, ticket, "request")
    assert "Catalogo di carta" not in panel_of(browser, other, "request")
    refused = browser.post(address(other, "reason/"), {"reason": old.pk}, headers=HTMX)
    assert "not in use any more" in refused.text
    other.refresh_from_db()
    assert other.reason is None


def test_orders_show_their_lines(browser, make):
    ticket = make()
    order_of(ticket, "L-9", promised_on=2)
    part = panel_of(browser, ticket, "orders")
    assert "L-9" in part
    assert "2 × Nuvola" in part
    assert "89.50 EUR" in part
