"""What could not leave, in the browser."""

import pytest
from django.urls import reverse

from aiuto.jobs.models import DeadLetter, Job
from aiuto.journal.models import Event
from aiuto.outbox.models import Delivery
from aiuto.people.models import Desk, Role, User
from aiuto.tickets.models import Ticket
from tests.workspace.conftest import signed_in

MAILS, WORK = "/dead-letters/", "/dead-letters/work/"


@pytest.fixture
def trouble(now):
    def trouble(
        ticket: Ticket | None, state: str = "bounced", subject: str = "Re: La lampada <b>"
    ) -> Delivery:
        number = Delivery.objects.count()
        return Delivery.objects.create(
            ticket=ticket.pk if ticket else None, recipient=f"{number}@customer.example", rfc_id=f"{number}@b.example",
            parts={"subject": subject, "text": "a secret link"}, state=state, last_error="550 no such <user>",
            attempts=3, created_at=now, send_after=now,
        )  # fmt: skip

    return trouble


@pytest.fixture
def lead(agent) -> User:
    agent.role = Role.LEAD
    agent.save()
    return agent


def letter(now, task: str = "aiuto.flows.fetch_image.fetch") -> DeadLetter:
    return DeadLetter.objects.create(
        task=task, args=[7], max_attempts=3, attempts=3, created_at=now, died_at=now, last_error="Timeout <b>"
    )


def act(browser, one: Delivery | DeadLetter, what: str):
    name = "decide_delivery" if isinstance(one, Delivery) else "decide_work"
    return browser.post(reverse(f"workspace:{name}", args=[one.pk]), {"act": what}, follow=True)


def test_trouble_is_shown_with_its_reason_and_without_its_text(browser, make, trouble):
    ticket = make()
    trouble(ticket)
    text = browser.get(MAILS).content.decode()
    assert "Re: La lampada &lt;b&gt;" in text and "550 no such &lt;user&gt;" in text
    assert f"/tickets/{ticket.reference}/" in text and "a secret link" not in text


def test_nothing_in_trouble_says_so(browser, make, trouble):
    trouble(make(), state="sent")
    assert "empty-title" in browser.get(MAILS).content.decode()


def test_retried_mail_is_queued_and_leaves_the_list(browser, make, trouble):
    delivery = trouble(make(), state="dead")
    act(browser, delivery, "retry")
    delivery.refresh_from_db()
    assert (delivery.state, Job.objects.count()) == ("queued", 1)
    assert delivery.recipient not in browser.get(MAILS).content.decode()


def test_mail_put_aside_leaves_the_list_and_stays_what_it_is(browser, make, trouble, now):
    delivery = trouble(make())
    letter(now, "aiuto.outbox.sending.send")
    DeadLetter.objects.update(args=[delivery.pk])
    act(browser, delivery, "aside")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.put_aside_at is not None) == ("bounced", True)
    assert delivery.recipient not in browser.get(MAILS).content.decode()
    assert not DeadLetter.objects.exists()
    assert Event.objects.filter(kind="delivery.put_aside", actor_kind="person").count() == 1


@pytest.mark.parametrize("what", ["retry", "aside"])
def test_mail_that_has_left_is_left_alone(browser, make, trouble, what):
    delivery = trouble(make(), state="sent")
    assert act(browser, delivery, what).status_code == 200
    delivery.refresh_from_db()
    assert (delivery.state, delivery.put_aside_at) == ("sent", None)


def test_trouble_of_another_desk_is_not_there(browser, make, trouble):
    delivery = trouble(make(desk=Desk.objects.create(name="Personale", private=True)))
    assert delivery.recipient not in browser.get(MAILS).content.decode()
    for what in ("retry", "aside", "burn"):
        assert act(browser, delivery, what).status_code == 404


def test_trouble_of_no_request_is_for_leads(browser, agent, trouble, lead):
    delivery = trouble(None, subject="Your new password")
    assert delivery.recipient in browser.get(MAILS).content.decode()
    assert act(browser, delivery, "aside").status_code == 200
    agent.role = Role.AGENT
    agent.save()
    other = trouble(None)
    assert other.recipient not in browser.get(MAILS).content.decode()
    assert act(browser, other, "aside").status_code == 404


def test_work_that_gave_up_is_for_leads(browser, agent, now):
    given_up = letter(now)
    assert browser.get(WORK).status_code == 404
    assert act(browser, given_up, "retry").status_code == 404
    assert DeadLetter.objects.exists()


def test_work_is_tried_again_or_given_up(browser, lead, now):
    first, second, sending = letter(now), letter(now), letter(now, "aiuto.outbox.sending.send")
    text = browser.get(WORK).content.decode()
    assert text.count("Timeout &lt;b&gt;") == 2
    act(browser, first, "retry")
    act(browser, second, "discard")
    assert (Job.objects.count(), list(DeadLetter.objects.all())) == (1, [sending])
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert {"work.queued", "work.discarded"} <= kinds
    assert "in the meantime" in act(browser, first, "retry").content.decode()
    assert act(browser, sending, "burn").status_code == 404


@pytest.mark.parametrize("number", [1, 3, 100])
def test_trouble_costs_the_same_however_much(browser, make, trouble, number, django_assert_num_queries):
    for _ in range(number):
        trouble(make())
    browser.get(MAILS)
    with django_assert_num_queries(6):
        browser.get(MAILS)


@pytest.mark.parametrize("number", [1, 3, 100])
def test_work_costs_the_same_however_much(browser, lead, now, number, django_assert_num_queries):
    for _ in range(number):
        letter(now)
    browser.get(WORK)
    with django_assert_num_queries(5):
        browser.get(WORK)


def test_lists_go_on_behind_their_pages(browser, lead, make, trouble, now):
    ticket = make()
    for _ in range(35):
        trouble(ticket)
        letter(now)
    for address, name in ((MAILS, "troubles"), (WORK, "letters")):
        first = browser.get(address)
        second = browser.get(first.context["older"])
        assert (len(first.context[name]), len(second.context[name])) == (30, 5)
        assert second.context["older"] == ""


def test_broken_places_are_the_beginning(signed_in_lead):
    for place in ("x", "-1", "9" * 30, "123"):
        assert signed_in_lead.get(MAILS, {"behind": place}).status_code == 200
        assert signed_in_lead.get(WORK, {"after": place}).status_code == 200


@pytest.fixture
def signed_in_lead(lead):
    return signed_in(lead)
