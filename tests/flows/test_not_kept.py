"""Customers say that a promise was not kept: their word counts once, and changes nothing of ours."""

import re
from datetime import timedelta

import pytest

from aiuto.flows.add_participant import add_participant
from aiuto.flows.ask_for_person import Caller, ask_for_person
from aiuto.flows.close import close
from aiuto.flows.keep_promise import keep_promise
from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.mark_spam import mark_spam
from aiuto.flows.reply import reply
from aiuto.flows.say_not_kept import say_not_kept
from aiuto.flows.solve import solve
from aiuto.flows.wait import wait
from aiuto.journal.models import Event
from aiuto.notices.models import Notice
from aiuto.outbox.models import Delivery
from aiuto.people import tokens
from aiuto.promises.models import Promise
from aiuto.promises.queries.kept import tallies, total
from aiuto.promises.queries.told import shown_to_customer, token_of
from aiuto.recovery.queries.dignified import ended_tickets
from aiuto.tickets.models import Ticket

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def promised(ticket, agent, now) -> Promise:
    Ticket.objects.update(owner=agent)
    word = Word(kind="delivery", what="Spedire la lampada", due=now + 3 * HOUR)
    return make_promise(ticket.reference, word, user=agent, now=now)


def last_told(**named) -> list[str]:
    return list(Notice.objects.filter(kind="not_kept", **named).values_list("user__name", flat=True))


def test_link_stands_under_the_promise_in_our_mails_and_opens_its_page(promised, agent, now):
    reply(promised.ticket.reference, user=agent, text="Ci siamo quasi.", now=now + HOUR, confirmed=True)
    foot = Delivery.objects.latest("id").parts
    [token] = re.findall(r"Spedire la lampada \(.*\)\n .*/p/([^/\s]+)/", foot["text"])
    assert re.search(rf'<a href="http[^"]*/p/{re.escape(token)}/">', foot["html"])
    assert say_not_kept(token, now=now + DAY) == promised


def test_call_that_the_desk_owes_has_its_page_too(ticket, agent, now):
    caller = Caller(
        channel="web", key="page", customer=ticket.customer_id, ticket=ticket.pk, number="347 123 4567"
    )
    call = ask_for_person(caller, ticket.desk, live=False, now=now)
    reply(ticket.reference, user=agent, text="La chiamiamo.", now=now + HOUR, confirmed=True)
    [token] = re.findall(r"/p/([^/\s]+)/", Delivery.objects.latest("id").parts["text"])
    assert [each.promise for each in shown_to_customer(ticket, now=now)] == [call]
    assert say_not_kept(token, now=now + 3 * DAY) == call
    assert last_told() == [agent.name]


def test_who_joined_later_has_no_link(promised, agent, now):
    later = now + HOUR
    add_participant(
        promised.ticket.reference, email="zia@customer.example", name="Zia", user=agent, now=later
    )
    reply(promised.ticket.reference, user=agent, text="Ci siamo.", now=later, confirmed=True)
    assert "/p/" not in Delivery.objects.get(recipient="zia@customer.example").parts["text"]


def test_their_word_is_kept_once_and_our_state_stays(promised, agent, now):
    keep_promise(promised.pk, user=agent, now=now + HOUR)
    token = token_of(promised, now=now)
    for minutes in (0, 5):
        say_not_kept(token, words="  Non è   arrivata ", now=now + DAY + timedelta(minutes=minutes))
    promised.refresh_from_db()
    assert (promised.state, promised.not_kept_at) == ("kept", now + DAY)
    assert promised.not_kept_words == "Non è arrivata"
    [event] = Event.objects.filter(kind="promise.not_kept")
    assert event.data == {"promise": promised.pk, "what": "delivery", "state": "kept"}
    assert (event.actor_kind, event.ticket) == ("customer", promised.ticket_id)
    assert last_told() == [agent.name]


def test_other_words_later_are_told_again(promised, agent, now):
    token = token_of(promised, now=now)
    say_not_kept(token, now=now + DAY)
    say_not_kept(token, words="Ancora niente", now=now + 2 * DAY)
    promised.refresh_from_db()
    assert (promised.not_kept_at, promised.not_kept_words) == (now + DAY, "Ancora niente")
    assert Event.objects.filter(kind="promise.not_kept").count() == 2


@pytest.mark.parametrize("act", ["wait", "solve"])
def test_request_waits_for_us_again(promised, agent, now, act):
    if act == "wait":
        wait(promised.ticket.reference, user=agent, now=now)
    else:
        solve(promised.ticket.reference, user=agent, now=now, stays=[promised.pk])
    say_not_kept(token_of(promised, now=now), now=now + DAY)
    assert Ticket.objects.get().state == "open"


def test_closed_one_opens_a_new_request_with_their_words(promised, agent, now):
    solve(promised.ticket.reference, user=agent, now=now, stays=[promised.pk])
    close(promised.ticket.reference, user=agent, now=now)
    say_not_kept(token_of(promised, now=now), words="Mai arrivata", now=now + DAY)
    new = Ticket.objects.latest("id")
    assert (new.state, new.owner, new.excerpt) == ("new", agent, "Mai arrivata")
    assert last_told(ticket=new.pk) == [agent.name]


def test_spam_tells_nobody(promised, agent, now):
    mark_spam(promised.ticket.reference, user=agent, now=now)
    say_not_kept(token_of(promised, now=now), now=now + DAY)
    assert last_told() == []


def test_link_is_over_after_its_time(promised, now):
    token = token_of(promised, now=now)
    assert say_not_kept(token, now=promised.due_at + timedelta(days=61)) is None
    assert not Promise.objects.filter(not_kept_at__isnull=False).exists()


@pytest.mark.parametrize("change", [{"made_by": None}, {"to": "agent"}])
def test_what_is_not_the_customers_cannot_be_answered(promised, agent, now, change):
    token = token_of(promised, now=now)
    Promise.objects.filter(pk=promised.pk).update(**{n: agent if v else None for n, v in change.items()})
    assert say_not_kept(token, now=now + DAY) is None


def test_token_of_another_purpose_says_nothing(promised, now):
    other = tokens.issue("helped", {"promise": promised.pk}, until=now + DAY)
    assert say_not_kept(other, now=now) is None


def test_their_word_stands_beside_the_kept_rate(promised, agent, now):
    keep_promise(promised.pk, user=agent, now=now + HOUR)
    say_not_kept(token_of(promised, now=now), now=now + DAY)
    [kind] = [
        t for t in tallies(agent, by="kind", since=now, until=now + DAY, apart=ended_tickets()) if t.denied
    ]
    assert (kind.kept, kind.denied, kind.rate) == (1, 1, 1.0)
    assert total([kind]).denied == 1
