"""Drafts from several pages, and notes that are sent twice or name a colleague."""

from datetime import timedelta

import pytest

from aiuto.flows.add_note import add_note
from aiuto.flows.reply import reply
from aiuto.flows.save_draft import save_draft
from aiuto.flows.undo_send import undo_send
from aiuto.notices.models import Notice
from aiuto.outbox.models import Delivery
from aiuto.outbox.parts import Parts
from aiuto.tickets import errors
from aiuto.tickets.drafting import NONE_KNOWN
from aiuto.tickets.models import Direction, Draft, Message
from aiuto.tickets.queries import reachable_by

MINUTE = timedelta(minutes=1)


@pytest.fixture
def save(ticket, agent, now):
    def save(text, *, after=0, known=None, seen=None, direction=Direction.OUT):
        return save_draft(
            ticket.reference,
            user=agent,
            direction=direction,
            text=text,
            begun_after=seen,
            known=known,
            now=now + after * MINUTE,
        )

    return save


def test_draft_newer_than_the_page_asks_instead_of_writing_over_it(save, now):
    save("Di qua")
    save("Di qua e di là", after=2, known=now)
    with pytest.raises(errors.NewerDraft):
        save("Di qua ancora", after=3, known=now)
    with pytest.raises(errors.NewerDraft):
        save("Da capo", after=3, known=NONE_KNOWN)
    assert Draft.objects.get().text == "Di qua e di là"
    save("Di qua ancora", after=4, known=now + 2 * MINUTE)
    assert Draft.objects.get().text == "Di qua ancora"


def test_draft_that_is_empty_or_the_same_needs_no_question(save, now):
    save("")
    save("Prime parole", after=1, known=NONE_KNOWN)
    save("Prime parole", after=2, known=now)
    assert Draft.objects.get().text == "Prime parole"


def test_late_save_of_what_was_sent_begins_no_draft(save, ticket, agent, now):
    seen = Message.objects.get().pk
    reply(ticket.reference, user=agent, text="Ecco.", now=now, seen=seen)
    assert save("Ecco.", seen=seen) is None
    assert not Draft.objects.exists()
    assert save("Ecco, poi altro", seen=seen) is not None


def test_answer_taken_back_stands_before_what_was_begun_since(save, ticket, agent, now):
    message = reply(ticket.reference, user=agent, text="Prima.", now=now)
    save("Dopo")
    undo_send(message.pk, user=agent, now=now)
    assert Draft.objects.get().text == "Prima.\n\nDopo"


def test_note_sent_twice_from_one_page_is_one(ticket, agent, now):
    seen = Message.objects.get().pk
    first, second = (
        add_note(ticket.reference, user=agent, text="Gentile", now=now, seen=seen) for _press in range(2)
    )
    assert first == second
    later = add_note(ticket.reference, user=agent, text="Gentile", now=now, seen=first.pk)
    assert later != first


def test_note_tells_whom_it_names_and_lets_them_in(ticket, agent, colleague, outsider, now):
    note = add_note(ticket.reference, user=agent, text="@Bruno Sala e @anna: guardate, @carlo no", now=now)
    assert list(Notice.objects.filter(kind="mentioned").values_list("user", flat=True)) == [colleague.pk]
    assert "<strong>@Bruno Sala</strong>" in note.html
    assert note.text.startswith("@Bruno Sala e")
    colleague.teams.clear()
    assert reachable_by(colleague).filter(pk=ticket.pk).exists()
    assert not reachable_by(outsider).filter(pk=ticket.pk).exists()


def test_signature_of_the_writer_stands_above_the_desks(ticket, agent, desk, now):
    desk.signature = "Lumiera · Assistenza"
    desk.save()
    agent.signature = "Anna Bassi\n"
    reply(ticket.reference, user=agent, text="Ecco.", now=now)
    parts = Parts.from_json(Delivery.objects.get().parts)
    assert parts.text.startswith("Ecco.\n\n-- \nAnna Bassi\nLumiera · Assistenza\n")
