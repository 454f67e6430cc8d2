"""While we wait for the customer: reminded twice, then solved; never where it could trouble somebody else."""

from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from aiuto.customers.models import ContactPoint
from aiuto.flows.change_desk import Front, change_desk
from aiuto.flows.change_one import change_one
from aiuto.flows.keep_promise import keep_promise
from aiuto.flows.keep_schedule import Hours, keep_schedule
from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.remind_customers import remind_customers
from aiuto.flows.renegotiate import renegotiate
from aiuto.flows.reopen import reopen
from aiuto.flows.reply import reply
from aiuto.flows.stop_reminding import stop_reminding
from aiuto.flows.undo_many import undo_many
from aiuto.flows.undo_send import undo_send
from aiuto.flows.wait import wait
from aiuto.flows.watch_promises import watch_promises
from aiuto.flows.write_first import write_first
from aiuto.intake.models import Mailbox
from aiuto.journal.models import Event
from aiuto.outbox.models import Delivery
from aiuto.people.errors import BadOrder
from aiuto.people.models import Desk, Role, User
from aiuto.promises.errors import OfItself
from aiuto.promises.models import Promise
from aiuto.promises.queries.export import export_promises
from aiuto.promises.queries.kept import tallies
from aiuto.promises.queries.lists import page
from aiuto.promises.queries.reminders import Reminded, reminded
from aiuto.tickets.models import Message, Participant, Ticket
from tests.flows.conftest import ticket_of

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
PROVED = (("Authentication-Results", "mx.lumiera.example; dmarc=pass header.from=customer.example"),)
ASKS = "Buongiorno Giulia, ci manda una foto del trasformatore?"
AGAIN = {"message_id": "<two@customer.example>", "references": "<one@customer.example>"}


@pytest.fixture(autouse=True)
def own_server(settings):
    """The mail server whose word on senders counts."""
    server = {"aiuto_authserv_id": "mx.lumiera.example"}
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=server)


@pytest.fixture
def waiting(arrive, agent, now) -> Ticket:
    """Asked on a Monday at ten, on a desk that is there from Monday to Friday."""
    ticket = ticket_of(arrive(headers=PROVED))
    reply(ticket.reference, user=agent, text=ASKS, now=now, then="waiting")
    ticket.refresh_from_db()
    return ticket


def reminds_at() -> datetime | None:
    """From when on the next reminder is to be sent."""
    return Promise.objects.filter(kind="reminder", state="open").values_list("due_at", flat=True).first()


def told() -> list[tuple[str, str]]:
    """What became of each reminder, in the order in which they were promised."""
    made = Promise.objects.filter(kind="reminder").order_by("id")
    return list(made.values_list("state", "reason"))


def test_whom_we_wrote_to_first_is_reminded_too(desk, agent, now):
    given = {"to": "giulia@customer.example", "name": "Giulia", "subject": "La lampada", "text": ASKS}
    ticket = write_first(desk.pk, **given, by=agent, now=now).ticket
    ContactPoint.objects.update(verified_at=now)
    assert (ticket.state, reminds_at()) == ("waiting", now + 3 * DAY)
    assert remind_customers(now=now + 3 * DAY) == 1
    assert len(reminders()) == 1


def test_first_mail_that_was_taken_back_is_nothing_to_be_reminded_of(desk, agent, now):
    given = {"to": "giulia@customer.example", "name": "Giulia", "subject": "La lampada", "text": ASKS}
    undo_send(write_first(desk.pk, **given, by=agent, now=now).pk, user=agent, now=now)
    ContactPoint.objects.update(verified_at=now)
    assert remind_customers(now=now + 3 * DAY) == 0
    assert reminders() == []


def reminders() -> list[Message]:
    return [said for said in Message.objects.order_by("id") if "reminder" in said.marks]


def test_reminder_says_what_is_promised_for_afterwards(waiting, agent, now):
    word = Word(kind="follow_up", what="Chiederle se la lampada va bene", due=now + 9 * DAY)
    make_promise(waiting.reference, word, user=agent, now=now)
    remind_customers(now=now + 3 * DAY)
    assert "- Chiederle se la lampada va bene (" in Delivery.objects.latest("id").parts["text"]


def test_reminded_after_three_and_seven_days_of_work_then_solved(waiting, now):
    assert reminds_at() == now + 3 * DAY
    assert remind_customers(now=now + 3 * DAY - HOUR) == 0
    assert remind_customers(now=now + 3 * DAY) == 1
    assert remind_customers(now=now + 3 * DAY + HOUR) == 0
    waiting.refresh_from_db()
    assert (waiting.state, waiting.next_due_at) == ("waiting", None)

    assert remind_customers(now=now + 9 * DAY - 2 * HOUR) == 0
    assert remind_customers(now=now + 9 * DAY) == 1
    assert remind_customers(now=now + 14 * DAY) == 1
    waiting.refresh_from_db()
    assert (waiting.state, told()) == ("solved", 3 * [("kept", "")])
    assert remind_customers(now=now + 60 * DAY) == 0
    assert ["risolta" in said.text for said in reminders()] == [False, False, True]
    assert Event.objects.filter(kind="ticket.reminded").count() == 3


def test_reminder_that_a_merge_ended_after_its_day_is_sent_once_that_is_undone(waiting, arrive, agent, now):
    other, late = ticket_of(arrive(message_id="<other@customer.example>", headers=PROVED)), now + 4 * DAY
    given = {"into": other.reference}
    act = change_one(waiting.reference, user=agent, act="merge", given=given, now=late).act
    undo_many(act, user=agent, now=late + MINUTE)
    assert remind_customers(now=late + 2 * MINUTE) == 1
    assert told()[0] == ("kept_late", "")
    assert remind_customers(now=late + 3 * MINUTE) == 0


def test_weekends_do_not_count(arrive, agent, now):
    ticket = ticket_of(arrive(headers=PROVED))
    friday = now + 4 * DAY
    reply(ticket.reference, user=agent, text=ASKS, now=friday, then="waiting")
    due = reminds_at()
    assert due.date() == (friday + 5 * DAY).date()


def test_mail_is_marked_and_quotes_nothing(waiting, now):
    remind_customers(now=now + 3 * DAY)
    delivery = Delivery.objects.get(message=reminders()[0].pk)
    parts = delivery.parts
    assert delivery.recipient == "giulia@customer.example"
    assert (parts["auto_submitted"], parts["envelope_from"]) == ("auto-generated", "")
    assert parts["in_reply_to"] and parts["subject"] == "Re: La lampada non si accende"
    assert waiting.reference in parts["text"]
    assert "lampada" not in parts["text"] + parts["html"]
    assert "Buongiorno" in parts["text"]


def test_mail_is_in_the_customers_language(arrive, agent, now):
    english = "Good morning, the lamp that I bought from you does not light up any more. Could you help me?"
    ticket = ticket_of(arrive(headers=PROVED, subject="The lamp", text=english))
    reply(ticket.reference, user=agent, text="Could you send us a photo?", now=now, then="waiting")
    remind_customers(now=now + 3 * DAY)
    assert reminders()[0].text.startswith("Good day")


def test_their_reply_opens_it_and_ends_the_reminders(waiting, arrive, now):
    remind_customers(now=now + 3 * DAY)
    arrive(**AGAIN, at=now + 4 * DAY)
    waiting.refresh_from_db()
    assert (waiting.state, told()) == ("open", [("kept", ""), ("moot", "turn")])
    assert remind_customers(now=now + 30 * DAY) == 0


def test_reply_after_the_last_word_opens_it_again(waiting, arrive, now):
    for days in (3, 9, 14):
        remind_customers(now=now + days * DAY)
    arrive(**AGAIN, at=now + 15 * DAY)
    waiting.refresh_from_db()
    assert waiting.state == "open"


def test_machines_answer_ends_nothing(waiting, arrive, now):
    arrive(**AGAIN, at=now + DAY, headers=(("Auto-Submitted", "auto-replied"),))
    assert remind_customers(now=now + 3 * DAY) == 1


def test_another_answer_of_ours_counts_anew(waiting, agent, now):
    remind_customers(now=now + 3 * DAY)
    reply(waiting.reference, user=agent, text=ASKS, now=now + 4 * DAY, then="waiting")
    assert told() == [("kept", ""), ("moot", "anew"), ("open", "")]
    assert reminds_at().date() == (now + 9 * DAY).date()
    for days in (9, 15):
        assert remind_customers(now=now + days * DAY) == 1
    assert ["risolta" in said.text for said in reminders()] == [False, False, False]


def test_answer_that_was_taken_back_reminds_nobody(arrive, agent, now):
    ticket = ticket_of(arrive(headers=PROVED))
    message = reply(ticket.reference, user=agent, text=ASKS, now=now, then="waiting")
    undo_send(message.pk, user=agent, now=now)
    assert told() == [("moot", "undone")]


def test_stopped_it_stays_stopped_while_it_waits(waiting, agent, now):
    stop_reminding(waiting.reference, user=agent, now=now + HOUR)
    assert remind_customers(now=now + 30 * DAY) == 0
    make_promise(
        waiting.reference,
        Word(kind="call_back", what="Chiamare", due=now + 5 * DAY),
        user=agent,
        now=now + HOUR,
    )
    assert told() == [("moot", "stopped")]
    assert Event.objects.get(kind="ticket.reminding_stopped").actor_id == agent.pk


def test_next_wait_reminds_again(waiting, agent, now):
    stop_reminding(waiting.reference, user=agent, now=now)
    reopen(waiting.reference, user=agent, now=now + HOUR)
    wait(waiting.reference, user=agent, now=now + 2 * HOUR)
    assert reminds_at() == now + 3 * DAY + 2 * HOUR


def test_unproved_address_gets_nothing_and_is_not_solved(ticket, agent, now):
    reply(ticket.reference, user=agent, text=ASKS, now=now, then="waiting")
    assert remind_customers(now=now + 3 * DAY) == 0
    assert remind_customers(now=now + 60 * DAY) == 0
    ticket.refresh_from_db()
    assert (reminders(), ticket.state, told()) == ([], "waiting", [("moot", "stopped")])


def test_confirmed_address_is_reminded(ticket, agent, now):
    point = Participant.objects.get().contact_point
    point.verified_at = now
    point.save()
    reply(ticket.reference, user=agent, text=ASKS, now=now, then="waiting")
    assert remind_customers(now=now + 3 * DAY) == 1


def test_mail_that_comes_back_is_not_followed_by_more(waiting, now):
    point = Participant.objects.get().contact_point
    point.undeliverable_at = now
    point.save()
    assert remind_customers(now=now + 3 * DAY) == 0


def test_word_that_we_owe_comes_first(waiting, agent, now):
    word = Word(kind="call_back", what="Chiamare", due=now + 20 * DAY)
    make_promise(waiting.reference, word, user=agent, now=now)
    assert remind_customers(now=now + 3 * DAY) == 0
    assert reminders() == []


@pytest.mark.parametrize(
    "changed", [{"sends": False}, {"active": False}], ids=["sends nothing", "not in use"]
)
def test_mailbox_that_sends_nothing_reminds_nobody(waiting, now, changed):
    Mailbox.objects.update(**changed)
    assert remind_customers(now=now + 3 * DAY) == 0
    assert reminders() == []


def test_desk_that_reminds_nobody(waiting, now):
    Desk.objects.update(remind=False)
    assert remind_customers(now=now + 3 * DAY) == 0
    assert reminders() == []


def test_late_worker_kept_it_late_and_leaves_them_as_much_time(waiting, now):
    assert remind_customers(now=now + 28 * DAY) == 1
    assert remind_customers(now=now + 28 * DAY + HOUR) == 0
    assert reminds_at().date() == (now + 32 * DAY).date()
    assert [state for state, _reason in told()] == ["kept_late", "open"]


def test_reminder_is_sent_in_time_until_the_desk_closes_that_day(waiting, now):
    assert remind_customers(now=now + 3 * DAY + 4 * HOUR) == 1
    assert told()[0] == ("kept", "")


def test_other_hours_of_work_count_a_reminder_anew(waiting, now):
    """Mondays alone from now on: the third day on which somebody is there, from nine on, is in three weeks."""
    admin = User.objects.create(email="a@lumiera.example", name="A", role=Role.ADMIN, created_at=now)
    week = {"0": [["09:00", "18:00"]]}
    given = Hours(name="Only on Mondays", time_zone="Europe/Rome", week=week, country="IT")
    keep_schedule(waiting.desk.schedule, given, by=admin, now=now)
    assert watch_promises(now=now + MINUTE) == 1
    assert reminds_at() == now + 21 * DAY - HOUR
    assert remind_customers(now=now + 20 * DAY) == 0
    assert remind_customers(now=now + 21 * DAY) == 1


def test_reminder_is_in_the_export_and_in_no_list_of_what_people_owe(waiting, agent, now):
    exported = [(each["kind"], each["by"], each["to"]) for each in export_promises()]
    assert ("reminder", "rule", "customer") in exported
    for mine in (True, False):
        assert [each.kind for each in page(agent, mine=mine).promises] == []
        shown = page(agent, mine=mine, kind=("reminder", None)).promises
        assert [each.ticket for each in shown] == [waiting]


def test_reminders_weigh_on_no_figure_of_people_and_have_one_of_their_own(waiting, agent, now):
    remind_customers(now=now + 28 * DAY)
    span = {"since": now, "until": now + 29 * DAY}
    kinds = tallies(agent, by="kind", **span, apart=Ticket.objects.none().values("pk"))
    assert [(each.kept, each.due) for each in kinds] == [(1, 1)]
    assert reminded(agent, **span) == Reminded(sent=1, late=1)


def test_nobody_keeps_or_moves_a_reminder_by_hand(waiting, agent, now):
    reminder = Promise.objects.get(kind="reminder")
    with pytest.raises(OfItself):
        keep_promise(reminder.pk, user=agent, now=now)
    with pytest.raises(OfItself):
        renegotiate(reminder.pk, due=now + DAY, user=agent, now=now)


def test_nothing_due_is_one_read(waiting, now):
    with CaptureQueriesContext(connection) as asked:
        assert remind_customers(now=now + DAY) == 0
    assert len(asked) == 1


def test_what_is_not_committed_leaves_no_mail_and_is_done_next_time(waiting, now):
    with transaction.atomic():
        remind_customers(now=now + 3 * DAY)
        transaction.set_rollback(True)
    assert (reminders(), Delivery.objects.filter(automatic=True).count()) == ([], 0)
    assert remind_customers(now=now + 3 * DAY) == 1
    assert Delivery.objects.filter(automatic=True).count() == 1


def test_days_must_grow(desk, now):
    admin = User.objects.create(email="a@lumiera.example", name="A", role=Role.ADMIN, created_at=now)
    change_desk(desk, Front(remind_days=2, remind_again_days=5), by=admin, now=now)
    with pytest.raises(BadOrder):
        change_desk(desk, Front(remind_days=5), by=admin, now=now)
