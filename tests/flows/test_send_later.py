"""Answers that wait for their moment: sent once, or held back when somebody wrote."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from aiuto.flows.cancel_later import cancel_later
from aiuto.flows.check_draft import offers_in
from aiuto.flows.forget_uploads import forget_uploads
from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.merge import merge
from aiuto.flows.reply import reply
from aiuto.flows.save_draft import save_draft
from aiuto.flows.send_due import send_due
from aiuto.flows.send_later import send_later
from aiuto.flows.send_now import send_now
from aiuto.flows.undo_send import undo_send
from aiuto.flows.upload import upload
from aiuto.journal.models import Event
from aiuto.notices.models import Notice
from aiuto.outbox.models import Delivery
from aiuto.people.models import Team, User
from aiuto.promises.models import Promise
from aiuto.tickets import errors
from aiuto.tickets.models import Direction, Draft, Message, Upload
from tests.flows.conftest import ticket_of

HOUR = timedelta(hours=1)
TEXT = "La lampada parte domani."


@pytest.fixture
def plan(ticket, agent, now):
    def plan(text=TEXT, *, user=agent, **more):
        return send_later(ticket.reference, user=user, text=text, now=now, **{"send_at": now + HOUR} | more)

    return plan


def sent() -> list[str]:
    found = Message.objects.filter(direction=Direction.OUT).order_by("id")
    return list(found.values_list("text", flat=True))


def again(arrive) -> None:
    arrive(message_id="<two@customer.example>", references="<one@customer.example>", text="Ho risolto!")


def test_answer_leaves_at_its_moment_and_not_before(plan, ticket, agent, now):
    plan(then="waiting")
    assert send_due(now=now + HOUR - timedelta(seconds=1)) == 0
    assert (sent(), Delivery.objects.count()) == ([], 0)
    assert send_due(now=now + HOUR) == 1
    ticket.refresh_from_db()
    assert (sent(), Delivery.objects.count(), Draft.objects.count()) == ([TEXT], 1, 0)
    assert (ticket.state, Message.objects.latest("id").author) == ("waiting", agent)
    assert send_due(now=now + 2 * HOUR) == 0


@pytest.fixture
def call(ticket, now):
    """A text that promises two calls, and the key of the first."""
    text = "Domani alle 10 la chiamo, e venerdì alle 12 di nuovo."
    return text, offers_in(ticket.desk, text, now=now)[0].key


def test_promise_is_made_as_it_leaves_and_counted_from_then(plan, call, agent, now):
    text, key = call
    plan(text, promises=[key], send_at=now + 48 * HOUR)
    assert not Promise.objects.filter(made_by=agent).exists()
    assert send_due(now=now + 49 * HOUR) == 1
    promise = Promise.objects.get(made_by=agent)
    assert (promise.kind, promise.due_at) == ("call_back", now + 72 * HOUR)


def test_promise_is_kept_when_it_is_sent_at_once_taken_back_and_sent_again(plan, call, ticket, agent, now):
    text, key = call
    plan(text, promises=[key])
    message = send_now(ticket.reference, user=agent, now=now)
    assert Promise.objects.filter(source=message, state="open").count() == 1
    undo_send(message.pk, user=agent, now=now)
    assert (Promise.objects.get(source=message).state, Draft.objects.get().promises) == ("moot", [key])


def test_answer_that_was_to_solve_leaves_it_open_where_a_word_is(plan, ticket, agent, now):
    word = Word(kind="delivery", what="La lampada", due=now + 48 * HOUR)
    make_promise(ticket.reference, word, user=agent, now=now)
    plan(then="solved")
    assert send_due(now=now + HOUR) == 1
    ticket.refresh_from_db()
    assert (sent(), ticket.state) == ([TEXT], "open")


def test_answer_whose_time_is_past_is_held(plan, agent, now):
    plan(f"Il {now + 24 * HOUR:%d/%m/%Y} alle 10 la chiamo.")
    assert send_due(now=now + 48 * HOUR) == 0
    assert (sent(), Draft.objects.get().held_at) == ([], now + 48 * HOUR)
    assert Notice.objects.filter(kind="not_sent").count() == 1


def test_plan_asked_twice_is_one_answer(plan, now):
    plan()
    plan()
    assert [send_due(now=now + HOUR), send_due(now=now + HOUR)] == [1, 0]
    assert sent() == [TEXT]


def test_answer_is_held_when_the_customer_wrote_since_and_its_writer_is_told(
    plan, ticket, agent, arrive, now
):
    plan()
    again(arrive)
    assert send_due(now=now + HOUR) == 0
    assert (sent(), Draft.objects.get().held_at) == ([], now + HOUR)
    assert list(Notice.objects.filter(kind="not_sent").values_list("user", "ticket")) == [
        (agent.pk, ticket.pk)
    ]
    assert send_due(now=now + 2 * HOUR) == 0
    assert Notice.objects.filter(kind="not_sent").count() == 1


def test_answer_is_held_when_a_colleague_answered_since(plan, ticket, colleague, now):
    plan()
    reply(ticket.reference, user=colleague, text="Già fatto.", now=now)
    assert (send_due(now=now + HOUR), sent()) == (0, ["Già fatto."])


def test_held_answer_leaves_when_its_writer_sends_it(plan, ticket, agent, arrive, now):
    plan()
    again(arrive)
    send_due(now=now + HOUR)
    send_now(ticket.reference, user=agent, now=now + HOUR)
    assert (sent(), Draft.objects.count()) == ([TEXT], 0)


def test_answer_to_a_request_merged_meanwhile_is_held(plan, ticket, agent, arrive, now):
    plan()
    other = ticket_of(arrive(message_id="<b@customer.example>", subject="Altro", sender="z@customer.example"))
    merge(ticket.reference, into=other.reference, user=agent, now=now)
    assert (send_due(now=now + HOUR), sent(), Draft.objects.get().held_at) == (0, [], now + HOUR)


@pytest.mark.parametrize("change", ["left", "moved"])
def test_answer_of_somebody_who_may_not_any_more_is_held(plan, agent, now, change):
    plan()
    if change == "left":
        User.objects.filter(pk=agent.pk).update(is_active=False)
    else:
        Team.members.through.objects.filter(user=agent).delete()
    assert (send_due(now=now + HOUR), sent()) == (0, [])


def test_plan_after_something_newer_asks_first(plan, arrive, now):
    seen = Message.objects.get().pk
    again(arrive)
    with pytest.raises(errors.NewerMessage):
        plan(seen=seen)
    plan(seen=seen, confirmed=True)
    assert send_due(now=now + HOUR) == 1


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"text": " "}, errors.Empty),
        ({"text": "x" * 100_001}, errors.TooLong),
        ({"after": timedelta(0)}, errors.BadDate),
        ({"after": timedelta(days=3000)}, errors.FarDate),
    ],
)
def test_plan_refuses_what_could_not_leave(plan, now, more, error):
    given = {"text": TEXT, "after": HOUR} | more
    with pytest.raises(error):
        plan(given["text"], send_at=now + given["after"])
    assert not Draft.objects.exists()


def test_cancelled_answer_is_a_draft_again(plan, ticket, agent, now):
    draft = plan()
    cancel_later(ticket.reference, draft=draft.pk, user=agent, now=now)
    assert (send_due(now=now + HOUR), Draft.objects.get().text) == (0, TEXT)
    with pytest.raises(errors.NotFound):
        cancel_later(ticket.reference, draft=draft.pk, user=agent, now=now)
    kinds = Event.objects.filter(kind__startswith="answer.").order_by("id").values_list("kind", flat=True)
    assert (list(kinds), Notice.objects.count()) == (["answer.planned", "answer.unplanned"], 0)


def test_colleague_may_stop_it_and_its_writer_is_told(plan, ticket, agent, colleague, outsider, now):
    draft = plan()
    with pytest.raises(errors.NotFound):
        cancel_later(ticket.reference, draft=draft.pk, user=outsider, now=now)
    with pytest.raises(errors.NotFound):
        send_now(ticket.reference, user=colleague, now=now)
    cancel_later(ticket.reference, draft=draft.pk, user=colleague, now=now)
    assert list(Notice.objects.values_list("user", "kind")) == [(agent.pk, "not_sent")]


def test_late_save_of_a_page_changes_no_planned_answer(plan, ticket, agent, now):
    plan()
    with pytest.raises(errors.Planned):
        save_draft(
            ticket.reference, user=agent, direction=Direction.OUT, text="altro", begun_after=None, now=now
        )
    assert Draft.objects.get().text == TEXT


def test_other_answer_sent_meanwhile_leaves_the_planned_one(plan, ticket, agent, now):
    plan()
    reply(ticket.reference, user=agent, text="Un attimo.", now=now)
    assert send_due(now=now + HOUR) == 1
    assert sent() == ["Un attimo.", TEXT]


def test_answer_taken_back_joins_the_planned_one_and_nothing_is_lost(plan, ticket, agent, now):
    message = reply(ticket.reference, user=agent, text="Un attimo.", now=now)
    plan()
    undo_send(message.pk, user=agent, now=now)
    draft = Draft.objects.get()
    assert (draft.text, draft.send_at) == (f"Un attimo.\n\n{TEXT}", None)


def test_files_chosen_leave_however_long_they_waited_and_others_do_not(plan, ticket, agent, now):
    given = {
        "user": agent,
        "direction": Direction.OUT,
        "content_type": "text/plain",
        "data": b"x",
        "now": now,
    }
    chosen, _left = (upload(ticket.reference, name=name, **given) for name in ("si.txt", "no.txt"))
    plan(send_at=now + timedelta(days=3), slots=(chosen.slot,))
    assert (forget_uploads(now=now + timedelta(days=2)), Upload.objects.get()) == (0, chosen)
    assert send_due(now=now + timedelta(days=3)) == 1
    assert [file.name for file in Message.objects.latest("id").attachments.all()] == ["si.txt"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_it_once(plan, now):
    plan()
    start, sent_by = threading.Barrier(2), []

    def work() -> None:
        try:
            start.wait(20)
            sent_by.append(send_due(now=now + HOUR))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert (sorted(sent_by), sent(), Delivery.objects.count()) == ([0, 1], [TEXT], 1)
