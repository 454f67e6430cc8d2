"""The automatic mails of a desk, put in its own words by an administrator."""

from datetime import timedelta

import pytest

from aiuto.customers.models import ContactPoint
from aiuto.flows.ask_helped import ask_helped
from aiuto.flows.check_texts import check_texts
from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.remind_customers import remind_customers
from aiuto.flows.reply import reply
from aiuto.flows.solve import solve
from aiuto.journal.models import Event
from aiuto.outbox.models import Delivery
from aiuto.people.models import Role, User
from aiuto.tickets.models import Ticket
from tests.workspace.conftest import signed_in

OWN = "Salve,\n\nci dica com'è andata con {{request.reference}}:\n\n{{answers}}"


@pytest.fixture
def admin(desk, now) -> User:
    return User.objects.create(
        email="capo@lumiera.example", name="Chiara Capo", role=Role.ADMIN, language="en", created_at=now
    )


@pytest.fixture
def house(admin):
    return signed_in(admin)


@pytest.fixture
def place(desk):
    """`place("helped")`: the page of that text in Italian."""
    return lambda kind, language="it": f"/settings/desks/{desk.pk}/texts/{kind}/{language}/"


def listed(house, desk) -> str:
    return house.get(f"/settings/desks/{desk.pk}/texts/").text


def test_own_words_reach_the_customer_with_their_links(house, desk, place, arrive, agent, now):
    assert house.post(place("helped"), {"text": OWN}).status_code == 302
    ticket = Ticket.objects.get(reference=arrive().ticket)
    ContactPoint.objects.update(verified_at=now)
    reply(ticket.reference, user=agent, text="Ecco il codice nuovo.", now=now, confirmed=True)
    solve(ticket.reference, user=agent, now=now)
    ask_helped(now=now + timedelta(days=1))

    text = Delivery.objects.latest("id").parts["text"]
    assert text.startswith(f"Salve,\n\nci dica com'è andata con {ticket.reference}:\n\nSì: http")
    assert text.count("/p/") == 4


def test_own_subject_and_foot_reach_the_customer(house, desk, place, arrive, agent, now):
    given = house.get(place("helped")).context["form"].initial
    house.post(place("helped"), given | {"subject": "Com'è andata, {{request.reference}}?"})
    house.post(place("foot"), {"text": "Per parlare con noi di {{desk.name}}:\n{{person.link}}"})
    assert "{{request.reference}}?" in house.get(place("helped")).text
    ticket = Ticket.objects.get(reference=arrive().ticket)
    ContactPoint.objects.update(verified_at=now)
    reply(ticket.reference, user=agent, text="Ecco il codice nuovo.", now=now, confirmed=True)
    solve(ticket.reference, user=agent, now=now)
    ask_helped(now=now + timedelta(days=1))

    parts = Delivery.objects.latest("id").parts
    assert parts["subject"] == f"Com'è andata, {ticket.reference}?"
    assert parts["text"].partition(f"Per parlare con noi di {desk.sender_name}:\n")[2].startswith("http")
    assert given["text"].partition("\n")[0] in parts["text"]


def test_foot_stands_as_a_link_in_html_too(house, desk, place, arrive, agent, now):
    house.post(place("foot"), {"text": "Una persona <qui>: {{person.link}}"})
    ticket = Ticket.objects.get(reference=arrive().ticket)
    ContactPoint.objects.update(verified_at=now)
    reply(ticket.reference, user=agent, text="Ci manda una foto?", now=now, then="waiting", confirmed=True)
    remind_customers(now=now + timedelta(days=3))

    parts = Delivery.objects.latest("id").parts
    assert 'Una persona &lt;qui&gt;: <a href="http' in parts["html"]
    assert parts["subject"] == f"Re: {ticket.subject}"


def test_promises_stand_in_own_words_below_an_answer(house, place, arrive, agent, now):
    house.post(place("promised"), {"text": "Segnato, parola nostra:\n{{promises}}\n\nLo Staff"})
    ticket = Ticket.objects.get(reference=arrive().ticket)
    at = now + timedelta(days=1)
    make_promise(ticket.reference, user=agent, word=Word(kind="fix", what="Il codice", due=at), now=now)
    reply(ticket.reference, user=agent, text="Ecco il codice nuovo.", now=now, confirmed=True)

    parts = Delivery.objects.latest("id").parts
    below = parts["text"].partition("Segnato, parola nostra:\n- ")[2]
    assert "Il codice" in below and "Lo Staff" in below
    assert below.count("http") == parts["html"].count('<a href="http') == 1


def test_way_to_say_that_it_was_not_kept_stands_in_own_words_below_its_promise(
    house, place, arrive, agent, now
):
    house.post(place("not_kept"), {"text": "Se {{desk.name}} se ne scorda:\n{{promise.link}}"})
    ticket = Ticket.objects.get(reference=arrive().ticket)
    at = now + timedelta(days=1)
    make_promise(ticket.reference, user=agent, word=Word(kind="fix", what="Il codice", due=at), now=now)
    reply(ticket.reference, user=agent, text="Ecco il codice nuovo.", now=now, confirmed=True)

    text = Delivery.objects.latest("id").parts["text"]
    assert f"\n  Se {ticket.desk.sender_name} se ne scorda:\n  http" in text.partition("Il codice")[2]


def test_text_inside_of_another_mail_has_no_subject(house, place):
    assert 'name="subject"' not in house.get(place("foot")).text
    assert 'name="subject"' not in house.get(place("hold")).text
    assert 'name="subject"' in house.get(place("receipt")).text


def test_page_shows_the_given_text_and_what_may_stand_in_it(house, place):
    page = house.get(place("helped", "en")).text
    assert "we have marked your request {{request.reference}} as solved" in page
    assert "<code>{{answers}}</code> a link for each answer that can be given" in page
    assert "{{customer.name}}" not in page
    assert "Take the given text" not in page


def test_text_that_could_not_leave_is_refused_and_stays_typed(house, desk, place):
    answer = house.post(place("helped"), {"text": "Gentile {{customer.name}}"})
    assert answer.status_code == 422
    assert "{{customer.name}} is not known here." in answer.text
    assert "{{answers}} is missing" in answer.text
    assert "Gentile {{customer.name}}</textarea>" in answer.text
    desk.refresh_from_db()
    assert desk.texts == {}


def test_given_text_comes_back_by_one_press(house, desk, place):
    house.post(place("helped"), {"text": OWN})
    assert "your words" in listed(house, desk)
    assert "Take the given text" in house.get(place("helped")).text

    house.post(place("helped") + "given/")
    assert "your words" not in listed(house, desk)
    assert (
        "abbiamo segnato come risolta la Sua richiesta {{request.reference}}"
        in house.get(place("helped")).text
    )


def test_given_text_that_is_saved_stays_the_given_one(house, desk, place):
    given = house.get(place("reminder")).context["form"].initial
    house.post(place("reminder"), {name: said.replace("\n", "\r\n") for name, said in given.items()})
    assert "your words" not in listed(house, desk)
    assert not Event.objects.filter(kind="desk.text_changed").exists()


def test_coach_reads_it_beside_the_form_and_among_our_texts(house, admin, desk, place):
    answer = house.post(place("reminder"), {"text": "Le faremo sapere il prima possibile."})
    assert answer.url == place("reminder")
    assert "Le faremo sapere" in house.get(answer.url).text.partition("What could be said better")[2]
    assert [each.kept.text for each in check_texts(admin) if each.hints] == [
        "Le faremo sapere il prima possibile."
    ]
    assert f'href="{place("reminder")}"' in house.get("/coach/texts/").text


def test_journal_says_which_text_and_not_what(house, admin, desk, place):
    house.post(place("reminder"), {"text": "Ci scriva due parole."})
    event = Event.objects.get(kind="desk.text_changed")
    assert event.data == {"desk": desk.pk, "text": "reminder", "language": "it", "own": True}
    assert "changed an automatic mail of the desk" in house.get("/settings/journal/").text


def test_text_or_language_that_is_not_there_is_missing(house, place):
    assert house.get(place("nothing")).status_code == 404
    assert house.get(place("reminder", "de")).status_code == 404
