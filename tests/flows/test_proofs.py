"""What shows that a step was done: a file, another desk's request, a call, what the customer wrote or said."""

from datetime import timedelta

import pytest

from aiuto.flows.do_step import do_step
from aiuto.flows.keeping_files import Brought
from aiuto.flows.note_asking import note_asking
from aiuto.flows.note_contact import Spoken, Who, note_contact
from aiuto.flows.note_follow_up import note_follow_up
from aiuto.recovery.errors import NoProof, NoSuchMessage
from aiuto.recovery.queries.export import export_recoveries
from aiuto.tickets.errors import BadFile, NotFound
from aiuto.tickets.models import Direction, Link, Message
from tests.flows.conftest import ticket_of
from tests.flows.recovering import DAY, act, finish_all_but_follow_up, step_of

PHOTO = Brought("pacco.png", "image/png", b"\x89PNG pacco LX-4471")


def evidence(kind: str) -> list[str]:
    [told] = export_recoveries()
    return next(step["evidence"] for step in told["steps"] if step["kind"] == kind)


def test_file_that_shows_an_act_stands_in_a_note_and_is_named_in_the_export(recovery, ticket, agent, now):
    do_step(recovery.pk, "act", words="Il pacco è partito", file=PHOTO, user=agent, now=now)
    note = Message.objects.get(ticket=ticket, direction=Direction.NOTE)
    photo = note.attachments.get()
    assert (note.text, note.author, photo.name) == ("Il pacco è partito", agent, "pacco.png")
    assert evidence("act") == [f"message:{note.pk}", f"file:{photo.blob_id}"]


def test_request_of_colleagues_that_shows_an_act_is_linked_and_named_in_the_export(
    recovery, ticket, agent, arrive, now
):
    theirs = ticket_of(arrive(message_id="<stock@lumiera.example>", subject="Magazzino: pacco per Giulia"))
    do_step(recovery.pk, "act", words="Spedita", request=f"#{theirs.pk}", user=agent, now=now)
    assert Link.objects.get(kind="related").later == theirs
    assert evidence("act") == [f"ticket:{theirs.reference}"]


def test_act_that_nothing_shows_is_refused_and_leaves_nothing(recovery, ticket, agent, now):
    with pytest.raises(NoProof):
        do_step(recovery.pk, "act", words="Spedita", user=agent, now=now)
    with pytest.raises(NotFound):
        do_step(recovery.pk, "act", words="Spedita", request="ZZZZZZZZ", file=PHOTO, user=agent, now=now)
    with pytest.raises(BadFile):
        do_step(recovery.pk, "act", words="Spedita", file=Brought("x", "", b""), user=agent, now=now)
    assert step_of(recovery, "act").state == "due"
    assert not Message.objects.filter(direction=Direction.NOTE).exists()


def test_compassion_by_a_call_is_a_call_on_the_request(recovery, ticket, agent, now):
    do_step(recovery.pk, "compassion", words="Capisco: la cena era sabato", user=agent, now=now)
    call = Message.objects.get(ticket=ticket, channel="phone")
    assert (call.text, call.direction, call.author) == ("Capisco: la cena era sabato", "out", agent)
    assert evidence("compassion") == [f"message:{call.pk}"]


def test_call_that_was_noted_before_is_not_noted_again(recovery, ticket, agent, now):
    spoken = Spoken(channel="phone", direction="out", at=now, text="Le ho detto che ci dispiace")
    call = note_contact(spoken, who=Who(), about=ticket.reference, user=agent, now=now)
    do_step(recovery.pk, "compassion", words="Ho capito la sua cena", call=call.pk, user=agent, now=now)
    assert Message.objects.filter(channel="phone").count() == 1
    assert evidence("compassion") == [f"message:{call.pk}"]


def test_follow_up_by_a_call_keeps_what_they_said_as_a_call(recovery, ticket, agent, now):
    finish_all_but_follow_up(recovery, agent, now)
    note_follow_up(recovery.pk, answer="content", words="Perfetta", user=agent, now=now + DAY)
    call = Message.objects.get(ticket=ticket, channel="phone")
    assert call.text.endswith(": Perfetta")
    assert evidence("follow_up") == [f"message:{call.pk}"]


def test_follow_up_names_what_the_customer_wrote_and_nothing_of_another_request(
    recovery, ticket, agent, arrive, now
):
    finish_all_but_follow_up(recovery, agent, now)
    other = ticket_of(arrive(message_id="<other@customer.example>", subject="Un'altra cosa")).messages.get()
    with pytest.raises(NoSuchMessage):
        note_follow_up(recovery.pk, answer="content", said_in=other.pk, user=agent, now=now + DAY)
    wrote = ticket.messages.earliest("pk")
    note_follow_up(recovery.pk, answer="content", said_in=wrote.pk, user=agent, now=now + DAY)
    assert evidence("follow_up") == [f"message:{wrote.pk}"]


def test_silence_has_no_evidence(recovery, ticket, agent, now):
    act(recovery, agent, now)
    note_asking(recovery.pk, user=agent, now=now)
    note_follow_up(recovery.pk, answer="none", user=agent, now=now + timedelta(days=8))
    assert evidence("follow_up") == []
    assert not Message.objects.filter(channel="phone").exists()
