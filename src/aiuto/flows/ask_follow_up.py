"""After the fix the customer is asked by mail whether it is well now; who says nothing has given no answer."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from aiuto.flows.answer_follow_up import PURPOSE
from aiuto.flows.note_follow_up import listen
from aiuto.intake.models import Mailbox
from aiuto.intake.queries import own_addresses
from aiuto.journal.actors import RULE
from aiuto.outbox.queueing import queue
from aiuto.people import tokens
from aiuto.people.limits import allow
from aiuto.promises.settling import settle
from aiuto.recovery.asking import ANSWERS, note_asked, to_ask, unanswered
from aiuto.recovery.errors import RecoveryError
from aiuto.recovery.locking import lock_this
from aiuto.recovery.models import Answer, Step, StepState
from aiuto.tickets.composing import automatic_parts, mailbox_for
from aiuto.tickets.errors import TicketError
from aiuto.tickets.models import Participant, Ticket
from aiuto.tickets.policies import check_live
from aiuto.tickets.queries.helped import may_be_asked, requester
from aiuto.tickets.queries.reaching import person_path, way_to_a_person

GOOD_FOR = timedelta(days=30)
DAY = timedelta(days=1)


def ask_follow_up(*, now: datetime, limit: int = 200) -> int:
    """Up to `limit` of each, every one in a transaction of its own; how many were asked."""
    for recovery in unanswered(now, limit=limit):
        _give_up(recovery, now=now)
    return sum(_ask(step, recovery, now=now) for step, recovery in to_ask(now, limit=limit))


@transaction.atomic
def _give_up(recovery_id: int, *, now: datetime) -> None:
    """Silence is no answer. Another worker, or the customer, may have been first."""
    ticket, recovery = lock_this(recovery_id)
    try:
        listen(recovery, ticket, answer=Answer.NONE, by=RULE, now=now)
    except RecoveryError:
        return


@transaction.atomic
def _ask(step_id: int, recovery_id: int, *, now: datetime) -> bool:
    """Who cannot be asked by mail is a person's to call: the promise stays owed."""
    ticket, recovery = lock_this(recovery_id)
    step = Step.objects.select_related("promise").get(pk=step_id)
    step.recovery = recovery
    if step.state != StepState.DUE or step.asked_at:
        return False
    person, mailbox = _reached(ticket)
    if person is None or mailbox is None or not _is_welcome(ticket, person, now=now):
        return False
    _queue(ticket, step, person, mailbox, now=now)
    note_asked(step, by=RULE, now=now)
    settle(ticket, now=now)
    return True


def _reached(ticket: Ticket) -> tuple[Participant | None, Mailbox | None]:
    try:
        check_live(ticket)
        return requester(ticket), mailbox_for(ticket)
    except TicketError:
        return None, None


def _is_welcome(ticket: Ticket, person: Participant, *, now: datetime) -> bool:
    """As with every mail that a machine writes: proved addresses alone, never our own, one question a day."""
    address = person.contact_point.value
    if address in own_addresses() or not may_be_asked(ticket, person):
        return False
    return allow(f"helped:{address}", limit=1, window=DAY, now=now)


def _queue(ticket: Ticket, step: Step, person: Participant, mailbox: Mailbox, *, now: datetime) -> None:
    """Nothing that anybody wrote is in it."""
    desk, address = ticket.desk, person.contact_point.value
    language = ticket.language or desk.language
    with translation.override(language):
        given = {"links": _links(step, desk.pk, now=now), "desk": desk, "reference": ticket.reference}
        subject = render_to_string("portal/follow_up_subject.txt", given).strip()
        text = render_to_string("portal/follow_up.txt", given)
    path = person_path(desk=desk.pk, ticket=ticket.pk, point=person.contact_point_id, now=now)
    way = way_to_a_person(path, language=language)
    parts = automatic_parts(desk, mailbox, address, subject=subject, text=text, way=way, about=person)
    queue(parts, recipient=address, mailbox=mailbox.pk, ticket=ticket.pk, now=now)


def _links(step: Step, desk: int, *, now: datetime) -> list[tuple[str, str]]:
    """Each answer in the customer's language, with the page where it is confirmed."""
    return [(str(label), _link(step, answer, desk, now=now)) for answer, label in ANSWERS.items()]


def _link(step: Step, answer: str, desk: int, *, now: datetime) -> str:
    value = {"step": step.pk, "answer": answer, "desk": desk}
    token = tokens.issue(PURPOSE, value, until=now + GOOD_FOR)
    return str(settings.PUBLIC_URL) + reverse("portal:page", args=[token])
