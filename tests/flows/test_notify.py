"""Who hears of what happens on a request."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aiuto.flows.add_note import add_note
from aiuto.flows.assign import assign
from aiuto.flows.follow import follow
from aiuto.flows.look import look
from aiuto.flows.note_contact import Spoken, Who, note_contact
from aiuto.flows.reply import reply
from aiuto.journal.models import Event
from aiuto.notices.models import Notice
from aiuto.notices.queries import unread
from aiuto.people.models import Team
from aiuto.tickets import errors
from aiuto.tickets.models import Ticket

MORE = {"message_id": "<two@customer.example>", "references": "<one@customer.example>"}


@pytest.fixture
def followed(ticket, agent, colleague, now):
    """Anna's request, which Bruno follows."""
    Ticket.objects.update(owner=agent)
    follow(ticket.reference, user=colleague, now=now)
    return ticket


def told():
    return sorted(Notice.objects.values_list("user__email", "kind"))


def test_customers_mail_is_told_to_owner_and_followers(followed, agent, colleague, arrive):
    arrive(**MORE)

    assert told() == [(agent.email, "customer_wrote"), (colleague.email, "followed")]
    assert set(Notice.objects.values_list("ticket", "actor")) == {(followed.pk, None)}


def test_three_mails_are_one_notice_each(followed, arrive, agent, now):
    for number in ("two", "three", "four"):
        arrive(message_id=f"<{number}@customer.example>", references="<one@customer.example>", at=now)

    assert Notice.objects.filter(user=agent).count() == 1


def test_machines_mail_is_told_to_nobody(followed, arrive):
    arrive(**MORE, headers=(("Auto-Submitted", "auto-replied"),))

    assert followed.messages.count() == 2
    assert told() == []


def test_new_request_is_told_to_nobody_by_default(ticket):
    assert told() == []


def test_given_request_is_told_to_its_owner_and_taken_one_to_nobody(ticket, agent, colleague, now):
    assign(ticket.reference, user=agent, owner=agent.pk, now=now)
    assert told() == []
    assign(ticket.reference, user=agent, owner=colleague.pk, now=now)
    assert told() == [(colleague.email, "assigned")]
    assign(ticket.reference, user=agent, owner=None, now=now)
    assert len(told()) == 1


def test_call_noted_by_a_colleague_is_told(followed, agent, colleague, now):
    call = Spoken(channel="phone", direction="in", at=now, text="Chiede quando arriva.")
    note_contact(call, who=Who(), about=followed.reference, user=colleague, now=now)

    assert told() == [(agent.email, "followed")]


def test_answer_of_a_colleague_is_told_to_the_owner(followed, agent, colleague, now):
    reply(followed.reference, user=colleague, text="Arriva domani.", now=now)

    assert told() == [(agent.email, "followed")]


def test_who_answers_has_read_what_they_were_told(followed, agent, colleague, arrive, now):
    arrive(**MORE)
    reply(followed.reference, user=agent, text="Arriva domani.", now=now)

    assert (unread(agent), unread(colleague)) == (0, 1)


def test_note_is_told_to_owner_and_followers_and_a_mention_to_whom_it_names(followed, agent, colleague, now):
    add_note(followed.reference, user=colleague, text="Il vetro è partito.", now=now)
    assert told() == [(agent.email, "followed")]
    add_note(followed.reference, user=agent, text="@Bruno Sala lo sai tu?", now=now)
    assert told() == [(agent.email, "followed"), (colleague.email, "mentioned")]


def test_looking_at_a_request_reads_its_notices(followed, agent, arrive, now):
    arrive(**MORE)
    assert unread(agent) == 1
    look(followed.reference, user=agent, writing=False, now=now)

    assert unread(agent) == 0


def test_following_twice_is_following_once(ticket, agent, now):
    for _ in range(2):
        follow(ticket.reference, user=agent, now=now)
    assert Event.objects.filter(kind="ticket.followed").count() == 1
    for _ in range(2):
        follow(ticket.reference, user=agent, now=now, follows=False)
    assert Event.objects.filter(kind="ticket.unfollowed").count() == 1
    assert not ticket.followers.exists()


def test_who_sees_the_request_alone_can_follow_it(ticket, outsider, now):
    with pytest.raises(errors.NotFound):
        follow(ticket.reference, user=outsider, now=now)


def test_mail_to_a_request_of_nobody_costs_nothing_more(ticket, agent, colleague, arrive, now):
    """Each with the plan of its statements known."""
    arrive(**MORE)
    alone = _statements(arrive, "three", now)
    Ticket.objects.update(owner=agent)
    owned = _statements(arrive, "four", now)
    follow(ticket.reference, user=colleague, now=now)
    followed = _statements(arrive, "five", now)

    assert (owned - alone, followed - alone) == (2, 3)


def test_team_member_is_no_owner(ticket, agent, arrive):
    Ticket.objects.update(team=Team.objects.get(members=agent))
    arrive(**MORE)

    assert told() == []


def _statements(arrive, name, now):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        arrive(
            message_id=f"<{name}@customer.example>",
            references="<one@customer.example>",
            at=now + timedelta(1),
        )
    return sum("SAVEPOINT" not in query["sql"] for query in seen)
