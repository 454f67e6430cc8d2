"""Pages about customers: looked up, shown whole, corrected, merged."""

from datetime import date
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from aiuto.customers.contacting import add_contact_point, create_customer
from aiuto.customers.models import ContactKind, ContactPoint, Customer, Order, OrderLine
from aiuto.journal.actors import SYSTEM
from aiuto.outbox.models import Delivery
from aiuto.people.models import Desk
from aiuto.tickets.models import Ticket
from tests.flows.recovering import fail
from tests.workspace.conftest import signed_in

pytestmark = pytest.mark.both_databases

REGISTER, HTMX = "/customers/", {"HX-Request": "true"}


def page(customer: Customer) -> str:
    return reverse("workspace:customer", args=[customer.pk])


@pytest.fixture
def giulia(db, now) -> Customer:
    customer = create_customer(name="Giulia Neri", language="it", now=now)
    for kind, value in ((ContactKind.EMAIL, "giulia@customer.example"), (ContactKind.PHONE, "+393471234567")):
        add_contact_point(customer, kind, value, by=SYSTEM, now=now)
    return customer


@pytest.fixture
def marco(db, now) -> Customer:
    return create_customer(name="Marco Verdi", now=now)


def order(customer: Customer, number: str, now) -> Order:
    made = Order.objects.create(
        customer=customer,
        source="shop",
        number=number,
        ordered_on=date(2026, 2, 1),
        state="spedito",
        promised_on=date(2026, 2, 10),
        delivered_on=date(2026, 2, 12),
        imported_at=now,
    )
    OrderLine.objects.create(
        order=made,
        position=1,
        sku="NUV-1",
        name="Lampada Nuvola",
        quantity="2",
        unit_price="149.90",
        currency="EUR",
    )
    return made


def test_register_shows_the_newest_and_finds_as_one_types(browser, giulia, marco):
    text = browser.get(REGISTER).content.decode()
    assert text.index("Marco Verdi") < text.index("Giulia Neri")
    found = browser.get(REGISTER, {"q": "347 12"}, headers=HTMX).content.decode()
    assert "Giulia Neri" in found and "+39 347 123 4567" in found
    assert "Marco" not in found and "<html" not in found


@pytest.mark.parametrize("query", ["%", "zzz", "\0", "<script>alert(1)</script>", "9" * 500, "'", '"'])
def test_register_of_odd_words_says_that_nobody_was_found(browser, giulia, query):
    answer = browser.get(REGISTER, {"q": query})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("behind", ["x", "-1", "9" * 30, "0"])
def test_register_behind_a_broken_place_is_its_beginning(browser, giulia, behind):
    assert browser.get(REGISTER, {"behind": behind}).status_code == 200


def test_register_goes_on_behind_its_page(browser, now):
    for number in range(35):
        create_customer(name=f"Cliente {number}", now=now)
    first = browser.get(REGISTER)
    assert first.content.decode().count('class="row"') == 30
    second = browser.get(first.context["older"]).content.decode()
    assert second.count('class="row"') == 5
    assert "Cliente 4<" in second and "Cliente 5<" not in second


@pytest.mark.parametrize("number", [1, 3, 100])
def test_register_costs_the_same_however_many(browser, now, number, django_assert_num_queries):
    for each in range(number):
        customer = create_customer(name=f"Cliente {each}", now=now)
        add_contact_point(customer, ContactKind.EMAIL, f"{each}@customer.example", by=SYSTEM, now=now)
    browser.get(REGISTER)
    with django_assert_num_queries(7):
        browser.get(REGISTER)


def test_customer_page_shows_addresses_orders_and_requests(browser, giulia, make, now):
    ContactPoint.objects.filter(kind="email").update(undeliverable_at=now, undeliverable_reason="550 unknown")
    order(giulia, "L-2041", now)
    make(customer=giulia, subject="Il vetro è rotto")
    make(customer=giulia, subject="Vecchia storia", state="closed")
    text = browser.get(page(giulia)).content.decode()
    for shown in (
        "giulia@customer.example",
        "+39 347 123 4567",
        "550 unknown",
        "L-2041",
        "Lampada Nuvola",
        "149.90",
    ):
        assert shown in text
    assert "Il vetro è rotto" in text and "Vecchia storia" in text
    assert "L-2041" in text


@pytest.mark.parametrize("number", [1, 3, 100])
def test_customer_page_costs_the_same_however_many(
    browser, giulia, make, now, number, django_assert_num_queries
):
    for each in range(number):
        make(customer=giulia)
        order(giulia, f"L-{each}", now)
    browser.get(page(giulia))
    with django_assert_num_queries(14):
        browser.get(page(giulia))


def test_customer_page_walks_back_through_many_requests(browser, giulia, make, now):
    for number in range(35):
        make(customer=giulia, subject=f"Richiesta {number}", waits=number)
    first = browser.get(page(giulia))
    second = browser.get(first.context["older"])
    shown = [ticket.subject for ticket in (*first.context["tickets"], *second.context["tickets"])]
    assert shown == [f"Richiesta {number}" for number in range(35)]


def test_customer_of_another_desk_is_not_there(browser, giulia, make):
    make(customer=giulia, desk=Desk.objects.create(name="Personale", private=True))
    assert browser.get(page(giulia)).status_code == 404
    assert page(giulia) not in browser.get(REGISTER, {"q": "giulia"}).content.decode()
    for name in ("edit_customer", "add_address", "merge_customers"):
        assert browser.post(reverse(f"workspace:{name}", args=[giulia.pk]), {"value": "x"}).status_code == 404


def test_edited_name_is_kept_and_found(browser, giulia):
    answer = browser.post(
        reverse("workspace:edit_customer", args=[giulia.pk]), {"name": "Giulia Bruni", "language": "en"}
    )
    assert answer.status_code == 302
    giulia.refresh_from_db()
    assert (giulia.name, giulia.language) == ("Giulia Bruni", "en")
    assert "Giulia Bruni" in browser.get(REGISTER, {"q": "bruni"}).content.decode()


def test_notes_are_kept_and_a_form_without_them_leaves_them(browser, giulia):
    edit = reverse("workspace:edit_customer", args=[giulia.pk])
    browser.post(edit, {"name": "Giulia Neri", "language": "it", "notes": "Ha un gatto nero."})
    assert "Ha un gatto nero." in browser.get(page(giulia)).content.decode()
    browser.post(edit, {"name": "Giulia Bruni", "language": "it"})
    giulia.refresh_from_db()
    assert (giulia.name, giulia.notes) == ("Giulia Bruni", "Ha un gatto nero.")
    browser.post(edit, {"name": "Giulia Bruni", "language": "it", "notes": ""})
    giulia.refresh_from_db()
    assert giulia.notes == ""


@pytest.mark.parametrize(
    "given", [{"name": "x" * 161}, {"name": "Giulia", "language": "xx"}, {"name": "a\0b"}]
)
def test_wrong_edit_says_so_and_keeps_what_was_typed(browser, giulia, given):
    answer = browser.post(reverse("workspace:edit_customer", args=[giulia.pk]), given)
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    giulia.refresh_from_db()
    assert giulia.name == "Giulia Neri"


def test_added_address_is_theirs(browser, giulia):
    answer = browser.post(reverse("workspace:add_address", args=[giulia.pk]), {"value": "02 1234567"})
    assert answer.status_code == 302
    assert ContactPoint.objects.get(value="+39021234567").customer == giulia


@pytest.mark.parametrize("value", ["giulia@", "twelve", "", "marco@customer.example"])
def test_wrong_address_says_so_and_keeps_what_was_typed(browser, giulia, marco, now, value):
    add_contact_point(marco, ContactKind.EMAIL, "marco@customer.example", by=SYSTEM, now=now)
    answer = browser.post(reverse("workspace:add_address", args=[giulia.pk]), {"value": value})
    assert answer.status_code == 422
    assert f'value="{value}"' in answer.content.decode() or not value
    assert giulia.contact_points.count() == 2


def ask(browser, customer: Customer, point: ContactPoint):
    return browser.post(reverse("workspace:ask_confirmation", args=[customer.pk, point.pk]), follow=True)


def test_asked_address_is_confirmed_by_its_owners_press(browser, giulia, desk, client):
    point = giulia.contact_points.get(kind=ContactKind.EMAIL)
    assert browser.get(page(giulia)).content.decode().count("Ask whether it is theirs") == 1
    assert "Asked." in ask(browser, giulia, point).content.decode()

    delivery = Delivery.objects.get(recipient=point.value)
    link, _person = [line for line in delivery.parts["text"].splitlines() if line.startswith("http")]
    there = urlsplit(link).path
    assert client.get(there).status_code == 200
    point.refresh_from_db()
    assert point.verified_at is None

    client.post(there)
    point.refresh_from_db()
    assert point.verified_at
    text = browser.get(page(giulia)).content.decode()
    assert "confirmed" in text and "Ask whether it is theirs" not in text


def test_address_asked_twice_is_one_mail(browser, giulia, desk):
    point = giulia.contact_points.get(kind=ContactKind.EMAIL)
    ask(browser, giulia, point)
    assert "within the last hour" in ask(browser, giulia, point).content.decode()
    assert Delivery.objects.count() == 1


def test_address_asked_of_a_desk_without_mailbox_says_so(browser, giulia, desk):
    desk.mailboxes.all().delete()
    answer = ask(browser, giulia, giulia.contact_points.get(kind=ContactKind.EMAIL))
    assert "no mailbox to write from" in answer.content.decode()


def test_address_asked_by_the_desk_of_the_newest_request(browser, agent, giulia, desk, make):
    lamps = Desk.objects.create(name="Lampade")
    lamps.mailboxes.create(address="lampade@lumiera.example")
    agent.teams.get().desks.add(lamps)
    make(desk=lamps, customer=giulia)
    ask(browser, giulia, giulia.contact_points.get(kind=ContactKind.EMAIL))
    assert Delivery.objects.get().parts["sender"]["email"] == "lampade@lumiera.example"


def test_numbers_and_addresses_of_others_are_not_asked(browser, giulia, marco, desk):
    points = {point.kind: point for point in giulia.contact_points.all()}
    assert ask(browser, giulia, points["phone"]).status_code == 404
    assert ask(browser, marco, points["email"]).status_code == 404
    assert not Delivery.objects.exists()


def test_merging_asks_first_and_then_joins_everything(browser, giulia, marco, make):
    ticket = make(customer=marco)
    merge = reverse("workspace:merge_customers", args=[giulia.pk])
    found = browser.get(merge, {"q": "verdi"}, headers=HTMX).content.decode()
    assert f"{merge}?other={marco.pk}" in found
    asked = browser.get(merge, {"other": marco.pk}).content.decode()
    assert "Marco Verdi" in asked and 'method="post"' in asked
    assert Ticket.objects.get(pk=ticket.pk).customer == marco

    answer = browser.post(merge, {"other": marco.pk}, follow=True)

    assert answer.redirect_chain == [(page(giulia), 302)]
    assert Ticket.objects.get(pk=ticket.pk).customer == giulia
    assert browser.get(page(marco), follow=True).redirect_chain == [(page(giulia), 302)]


@pytest.mark.parametrize("other", ["self", "nobody", "x", ""])
def test_merging_with_nobody_else_changes_nothing(browser, giulia, other):
    number = {"self": giulia.pk, "nobody": 10**9}.get(other, other)
    answer = browser.post(reverse("workspace:merge_customers", args=[giulia.pk]), {"other": number})
    assert answer.status_code == (404 if other == "nobody" else 422)
    giulia.refresh_from_db()
    assert giulia.merged_into is None


def test_customer_pages_of_hostile_names_show_letters(browser, now):
    customer = create_customer(name="<script>alert(1)</script>", now=now)
    for address in (page(customer), REGISTER, reverse("workspace:merge_customers", args=[customer.pk])):
        assert "<script>alert" not in browser.get(address).content.decode()


def test_outsider_sees_customers_without_requests_only(giulia, marco, outsider, make):
    make(customer=giulia)
    text = signed_in(outsider).get(REGISTER).content.decode()
    assert page(marco) in text and page(giulia) not in text


def test_customer_page_says_what_failed_them_and_only_to_who_may_open_it(
    browser, giulia, make, agent, outsider, now
):
    fail(make(customer=giulia), agent, now, what="La lampada è arrivata rotta")
    shown = browser.get(page(giulia)).text
    assert "La lampada è arrivata rotta" in shown and "under way" in shown
    assert "La lampada è arrivata rotta" not in signed_in(outsider).get(page(giulia)).text
