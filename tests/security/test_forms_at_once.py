"""Two people press at the same moment: one outcome, nothing lost, and whoever came second is told in words."""

import random
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from aiuto.customers.models import Customer
from aiuto.flows.receive_message import Receipt, receive_message
from aiuto.flows.reply import reply
from aiuto.intake.models import Mailbox, RawMail
from aiuto.people.models import User
from aiuto.people.queries import default_desk
from aiuto.tickets.models import Message, Tag, Ticket
from tests.mails import mail
from tests.security.world import _user

ANSWERS = {200, 204, 302, 404, 409, 422}
Work = Callable[[], Any]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def agents() -> list[User]:
    desk, now = default_desk(), timezone.now()
    Mailbox.objects.create(desk=desk, address="aiuto@lumen.example")
    users = [_user(name, "agent", desk, now) for name in ("anna", "bruno", "carla", "dino")]
    User.objects.update(language="en")
    return users


@pytest.fixture
def browsers(agents) -> list[Client]:
    return [browser_of(agent) for agent in agents]


def browser_of(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def arrive(number: int, **more: Any) -> Receipt:
    parts = {"message_id": f"<{number}@c.example>", "sender": f"Ada <ada{number}@c.example>"} | more
    return receive_message(
        mail(**parts), via="smtp", now=timezone.now(), envelope_to=("aiuto@lumen.example",)
    )


def ticket_of(number: int) -> Ticket:
    return Ticket.objects.get(reference=arrive(number).ticket)


def at_once(*works: Work) -> list[Any]:
    """What each gives, begun at the same moment, each in a thread with a connection of its own."""
    start, given = threading.Barrier(len(works)), [None] * len(works)

    def run(place: int, work: Work) -> None:
        try:
            start.wait(20)
            given[place] = work()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return given


def statuses(answers: list[HttpResponse]) -> list[int]:
    return sorted(answer.status_code for answer in answers)


def said(client: Client) -> str:
    """What the next page tells this person."""
    return client.get("/profile/").content.decode()


def test_two_answers_are_one_and_a_question(browsers):
    ticket = ticket_of(1)
    newest = ticket.messages.get().pk
    place = reverse("workspace:reply", args=[ticket.reference])
    given = [{"text": f"La mia risposta {n}", "seen": newest} for n in range(2)]
    answers = at_once(*(lambda n=n: browsers[n].post(place, given[n]) for n in range(2)))
    assert statuses(answers) == [302, 409]
    [asked] = [n for n in range(2) if answers[n].status_code == 409]
    assert given[asked]["text"] in answers[asked].content.decode()
    assert Message.objects.filter(ticket=ticket, direction="out").count() == 1


def test_first_mail_pressed_twice_at_the_same_moment_is_one_request(browsers, agents):
    other = browser_of(agents[0])
    given = {"desk": default_desk().pk, "to": "ugo@c.example", "subject": "Ciao", "text": "Buongiorno"}
    answers = at_once(*(lambda one=one: one.post("/write/", given) for one in (browsers[0], other)))
    assert statuses(answers) == [302, 302]
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert Ticket.objects.count() == 1


def test_two_who_take_it_have_one_owner_and_know(browsers, agents):
    ticket = ticket_of(1)
    place = reverse("workspace:press", args=[ticket.reference])
    answers = at_once(*(lambda n=n: browsers[n].post(place, {"act": "take", "owner": "0"}) for n in range(2)))
    assert statuses(answers) == [302, 302]
    ticket.refresh_from_db()
    told = ["It is yours." in said(browsers[n]) for n in range(2)]
    assert told == [ticket.owner_id == agents[n].pk for n in range(2)]
    assert sum(told) == 1


def test_merging_both_ways_is_one_request(browsers):
    one, two = ticket_of(1), ticket_of(2)
    places = [reverse("workspace:ask", args=[ticket.reference, "merge"]) for ticket in (one, two)]
    answers = at_once(
        lambda: browsers[0].post(places[0], {"into": two.reference}),
        lambda: browsers[1].post(places[1], {"into": one.reference}),
    )
    assert statuses(answers) == [302, 422]
    assert Ticket.objects.filter(merged_into__isnull=True).count() == 1
    assert set(Message.objects.values_list("ticket__merged_into", flat=True)) == {None}


def test_splitting_twice_is_one_new_request(browsers):
    ticket = ticket_of(1)
    second = arrive(2, sender="Ada <ada1@c.example>", references="<1@c.example>").message
    place = reverse("workspace:split", args=[ticket.reference, second])
    answers = at_once(*(lambda n=n: browsers[n].post(place) for n in range(2)))
    assert statuses(answers) == [302, 422]
    assert Ticket.objects.count() == 2


def test_undoing_twice_is_one_draft(browsers, agents):
    ticket = ticket_of(1)
    sent = reply(ticket.reference, user=agents[0], text="Arriva", now=timezone.now(), confirmed=True)
    place = reverse("workspace:undo", args=[sent.pk])
    other = browser_of(agents[0])
    answers = at_once(lambda: browsers[0].post(place), lambda: other.post(place))
    assert statuses(answers) == [302, 302]
    told = [said(client) for client in (browsers[0], other)]
    assert sorted("Taken back." in page for page in told) == [False, True]
    sent.refresh_from_db()
    assert sent.withdrawn_at


def test_tags_in_any_order_wait_for_each_other(browsers):
    tickets = [ticket_of(number) for number in range(4)]
    names = [f"tag-{number}" for number in range(40)]

    def tag(n: int) -> HttpResponse:
        wanted = random.Random(n).sample(names, len(names))
        return browsers[n].post(
            reverse("workspace:ask", args=[tickets[n].reference, "tags"]), {"names": ", ".join(wanted)}
        )

    assert statuses(at_once(*(lambda n=n: tag(n) for n in range(4)))) == [302] * 4
    assert Tag.objects.count() == len(names)


def test_merging_customers_both_ways_is_one_customer(browsers):
    one, two = (ticket_of(number).customer_id for number in (1, 2))
    answers = at_once(
        lambda: browsers[0].post(reverse("workspace:merge_customers", args=[one]), {"other": two}),
        lambda: browsers[1].post(reverse("workspace:merge_customers", args=[two]), {"other": one}),
    )
    assert statuses(answers) == [302, 422]
    assert Customer.objects.filter(merged_into__isnull=True).count() == 1
    assert Ticket.objects.values("customer").distinct().count() == 1


def test_letting_in_twice_is_one_request(browsers):
    arrive(1, subject="Your login code", text="Code: 482913")
    place = reverse("workspace:decide_mail", args=[RawMail.objects.get(outcome="quarantined").pk])
    answers = at_once(*(lambda n=n: browsers[n].post(place, {"act": "release"}) for n in range(2)))
    assert set(statuses(answers)) <= {302, 404}
    assert Message.objects.count() == 1


def test_many_duplicates_are_one_message():
    receipts = at_once(*(lambda: arrive(1) for _ in range(20)))
    assert sorted(receipt.outcome for receipt in receipts) == ["duplicate"] * 19 + ["stored"]
    assert Message.objects.count() == 1
    assert len({receipt.message for receipt in receipts}) == 1


def acts(
    chance: random.Random, tickets: list[str], customers: list[int], number: int
) -> Iterator[tuple[str, dict]]:
    """Presses of one hurried person."""
    for step in range(12):
        ticket, other = chance.sample(tickets, 2)
        ask = f"/tickets/{ticket}/ask/"
        newest = Message.objects.order_by("-id").values_list("pk", flat=True)[:3]
        yield chance.choice(
            [
                (f"/tickets/{ticket}/reply/", {"text": f"Risposta {number} {step}", "confirmed": "1"}),
                (f"/tickets/{ticket}/note/", {"text": f"Nota {number} {step}"}),
                (f"/tickets/{ticket}/reply/draft/", {"text": "Bozza"}),
                (
                    f"/tickets/{ticket}/do/",
                    {"act": chance.choice(["take", "solve", "reopen", "wait", "close"])},
                ),
                (ask + "tags/", {"names": ", ".join(chance.sample("rosso verde blu giallo".split(), 3))}),
                (ask + "customer/", {"email": f"ada{chance.randrange(4)}@c.example"}),
                (ask + "add/", {"email": f"ada{chance.randrange(6)}@c.example"}),
                (ask + "merge/", {"into": other}),
                (f"/tickets/{ticket}/split/{chance.choice(newest)}/", {}),
                (f"/messages/{chance.choice(newest)}/undo/", {}),
                (f"/customers/{chance.choice(customers)}/merge/", {"other": chance.choice(customers)}),
                (f"/customers/{chance.choice(customers)}/edit/", {"name": f"Ada {step}", "language": "it"}),
            ]
        )


@pytest.mark.parametrize("seed", range(2))
def test_hurried_people_and_mail_at_once_are_all_answered(browsers, seed):
    tickets = [ticket_of(number) for number in range(4)]
    references, customers = [t.reference for t in tickets], [t.customer_id for t in tickets]

    def work(n: int) -> dict[str, int]:
        chance = random.Random(seed * 10 + n)
        return {
            f"{place} {given}": browsers[n].post(place, given).status_code
            for place, given in acts(chance, references, customers, n)
        }

    def mails() -> list[str]:
        came = []
        for number in range(12):
            sender, first = f"Ada <ada{number % 4}@c.example>", f"<{number % 4}@c.example>"
            came.append(arrive(100 + number, sender=sender, references=first).outcome)
        return came

    *answers, outcomes = at_once(*(lambda n=n: work(n) for n in range(4)), mails)
    wrong = {asked: status for done in answers for asked, status in done.items() if status not in ANSWERS}
    assert wrong == {}
    assert outcomes == ["stored"] * 12
    assert RawMail.objects.filter(outcome="stored").count() == 16
    assert Message.objects.filter(raw_mail__isnull=False).count() == 16
