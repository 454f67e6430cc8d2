"""Promises that people make: by the panel, by an answer, by a call; and what becomes of them."""

from datetime import timedelta

import pytest

from aiuto.flows.add_participant import add_participant
from aiuto.flows.change_one import change_one
from aiuto.flows.check_draft import read_answer
from aiuto.flows.drop_promise import drop_promise
from aiuto.flows.keep_promise import keep_promise
from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.merge import merge
from aiuto.flows.note_contact import Spoken, Who, note_contact
from aiuto.flows.release_promise import release_promise
from aiuto.flows.renegotiate import renegotiate
from aiuto.flows.reply import reply
from aiuto.flows.solve import solve
from aiuto.flows.undo_many import undo_many
from aiuto.journal.models import Event
from aiuto.outbox.models import Delivery
from aiuto.promises import errors
from aiuto.promises.models import Promise
from aiuto.promises.offering import offers_of
from aiuto.recovery.errors import NoSuchMessage
from aiuto.tickets.models import Draft, Message, Ticket
from tests.flows.conftest import ticket_of
from tests.flows.recovering import act, fail, step_of

HOUR = timedelta(hours=1)


@pytest.fixture
def call(ticket, agent, now) -> Promise:
    """A call that was promised for three hours from now."""
    word = Word(kind="call_back", what="Chiamare per il trasformatore", due=now + 3 * HOUR, place="+39 347 1")
    return make_promise(ticket.reference, word, user=agent, now=now)


def state_of(promise) -> str:
    return Promise.objects.get(pk=promise.pk).state


def test_word_is_kept_with_who_gave_it_and_moves_the_turn(call, ticket, agent, now):
    assert (call.made_by, call.state, call.due_at) == (agent, "open", now + 3 * HOUR)
    assert Ticket.objects.get().next_due_at == call.due_at
    assert Ticket.objects.get().turn_at == call.due_at
    event = Event.objects.get(kind="promise.made")
    assert event.data == {"promise": call.pk, "what": "call_back", "due": call.due_at.isoformat()}


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"due": -1}, errors.BadDue),
        ({"due": 24 * 366 * 6}, errors.BadDue),
        ({"due": 2, "until": 1}, errors.BadWindow),
        ({"due": 2, "until": 30}, errors.BadWindow),
        ({"due": 2, "what": " "}, errors.NothingPromised),
    ],
)
def test_word_without_sense_is_refused(ticket, agent, now, given, error):
    until = now + given["until"] * HOUR if "until" in given else None
    word = Word(kind="fix", what=given.get("what", "x"), due=now + given["due"] * HOUR, until=until)
    with pytest.raises(error):
        make_promise(ticket.reference, word, user=agent, now=now)
    assert Promise.objects.count() == 1


def test_outsider_finds_no_promise(call, outsider, now):
    with pytest.raises(errors.NotFound):
        keep_promise(call.pk, user=outsider, now=now)
    assert state_of(call) == "open"


def test_kept_promise_gives_the_turn_to_the_next(call, ticket, agent, now):
    keep_promise(call.pk, user=agent, now=now + HOUR)
    assert state_of(call) == "kept"
    assert Ticket.objects.get().next_due_at == Promise.objects.get(kind="first_answer").due_at
    with pytest.raises(errors.WrongState):
        keep_promise(call.pk, user=agent, now=now + HOUR)


def test_renegotiated_before_it_is_due_and_told_in_the_draft(call, ticket, agent, now):
    anew = renegotiate(call.pk, due=now + 26 * HOUR, say="La chiamo domani.", user=agent, now=now + 2 * HOUR)
    call.refresh_from_db()
    assert (call.state, call.renegotiated_to, call.wakes_at) == ("renegotiated", anew, None)
    assert (anew.kind, anew.what, anew.place) == (call.kind, call.what, call.place)
    assert (anew.made_at, anew.due_at) == (now + 2 * HOUR, now + 26 * HOUR)
    assert Draft.objects.get(user=agent).text == "La chiamo domani."


def test_sentence_to_the_customer_goes_behind_what_was_begun(call, ticket, agent, now):
    Draft.objects.create(ticket=ticket, user=agent, text="Buongiorno Giulia,\n", updated_at=now)
    renegotiate(call.pk, due=now + 26 * HOUR, say="La chiamo domani.", user=agent, now=now)
    assert Draft.objects.get().text == "Buongiorno Giulia,\n\nLa chiamo domani."


@pytest.mark.parametrize("late", [timedelta(), HOUR])
def test_due_promise_is_no_longer_moved(call, agent, now, late):
    with pytest.raises(errors.TooLate):
        renegotiate(call.pk, due=now + 26 * HOUR, user=agent, now=call.due_at + late)
    assert state_of(call) == "open"


def test_released_and_dropped_say_why(call, ticket, agent, now):
    with pytest.raises(errors.NoReason):
        release_promise(call.pk, reason="  ", user=agent, now=now)
    release_promise(call.pk, reason="Non serve più,\nha risolto da sola", user=agent, now=now)
    call.refresh_from_db()
    assert (call.state, call.reason) == ("released", "Non serve più, ha risolto da sola")
    assert (call.evidence.channel, call.evidence.author) == ("phone", agent)
    assert "ha risolto da sola" in call.evidence.text
    other = make_promise(
        ticket.reference, Word(kind="fix", what="Sostituire", due=now + HOUR), user=agent, now=now
    )
    drop_promise(other.pk, reason="Chiesto due volte", user=agent, now=now)
    assert state_of(other) == "moot"


def test_customer_lets_go_in_a_message_of_theirs(call, ticket, arrive, agent, now):
    other = ticket_of(arrive(message_id="<other@customer.example>", subject="Un'altra cosa"))
    theirs, elsewhere = (Message.objects.get(ticket=each) for each in (ticket, other))
    with pytest.raises(NoSuchMessage):
        release_promise(call.pk, reason="Non serve", said_in=elsewhere.pk, user=agent, now=now)
    assert state_of(call) == "open"
    release_promise(call.pk, reason="Non serve", said_in=theirs.pk, user=agent, now=now)
    call.refresh_from_db()
    assert (call.state, call.evidence) == ("released", theirs)


def test_colleague_alone_or_a_lead_lets_go_what_a_colleague_was_promised(ticket, agent, colleague, now):
    word = Word(kind="fix", what="Il prezzo", due=now + HOUR, to=colleague.pk)
    first, second = (make_promise(ticket.reference, word, user=agent, now=now) for _ in range(2))
    with pytest.raises(errors.NotTheirs):
        release_promise(first.pk, reason="Non gli serve", user=agent, now=now)
    release_promise(first.pk, reason="Non mi serve", user=colleague, now=now)
    agent.role = "lead"
    agent.save()
    release_promise(second.pk, reason="Non gli serve", user=agent, now=now)
    assert (state_of(first), state_of(second)) == ("released", "released")
    assert Message.objects.count() == 1


def test_call_that_is_noted_keeps_the_call(call, ticket, agent, now):
    said = Spoken(channel="phone", direction="out", at=now + HOUR, text="Le ho spiegato come si monta.")
    message = note_contact(said, who=Who(), about=ticket.reference, user=agent, now=now + HOUR)
    call.refresh_from_db()
    assert (call.state, call.evidence) == ("kept", message)


def test_mail_keeps_no_call(call, ticket, agent, now):
    reply(ticket.reference, user=agent, text="Le mando le istruzioni.", now=now + HOUR)
    assert state_of(call) == "open"


def test_answer_records_what_it_promises_when_asked_to(ticket, agent, now):
    text = "Buongiorno Giulia, domani alle 10 la chiamo. Il rimborso parte entro venerdì."
    keys = _keys(ticket, agent, text, now)
    assert len(keys) == 2
    message = reply(ticket.reference, user=agent, text=text, now=now, promises=keys[:1], confirmed=True)
    call = Promise.objects.get(source=message)
    assert (call.kind, call.made_by) == ("call_back", agent)
    assert call.due_at == now + 24 * HOUR
    assert Ticket.objects.get().next_due_at == call.due_at


def test_answer_that_nobody_asks_to_record_promises_nothing(ticket, agent, now):
    reply(ticket.reference, user=agent, text="Domani alle 10 la chiamo.", now=now)
    assert not Promise.objects.filter(made_by=agent).exists()


def test_answer_that_solves_may_promise_what_comes_after(ticket, agent, now):
    text = "Buongiorno Giulia, il rimborso parte entro venerdì."
    keys = _keys(ticket, agent, text, now)
    reply(ticket.reference, user=agent, text=text, now=now, promises=keys, then="solved", confirmed=True)
    assert Ticket.objects.get().state == "solved"
    assert Promise.objects.get(kind="compensation").state == "open"


def test_answer_that_solves_asks_for_older_words_first(call, ticket, agent, now):
    with pytest.raises(errors.StillOwed):
        reply(ticket.reference, user=agent, text="Ecco fatto.", now=now, then="solved", confirmed=True)
    assert Ticket.objects.get().state == "new"


def test_day_without_an_hour_ends_when_the_desk_closes(ticket, agent, now):
    [offer] = offers_of(
        [{"what": "Il rimborso parte entro venerdì.", "due": "2026-03-06"}], ticket.desk, now=now
    )
    assert (offer.kind, offer.due) == ("compensation", now.replace(day=6, hour=17))


def test_solving_asks_what_became_of_a_word(call, ticket, agent, now):
    with pytest.raises(errors.StillOwed):
        solve(ticket.reference, user=agent, now=now + HOUR)
    assert Ticket.objects.get().state == "new"

    solve(ticket.reference, user=agent, now=now + HOUR, stays=[call.pk])
    assert state_of(call) == "open"
    assert Ticket.objects.get().next_due_at == call.due_at


def test_solving_says_what_was_done_and_what_nobody_needs(call, ticket, agent, now):
    fix = make_promise(ticket.reference, Word(kind="fix", what="Cavo", due=now + HOUR), user=agent, now=now)
    given = {"kept": [call.pk], "dropped": [fix.pk], "why": "Ne ha già uno"}
    act = change_one(ticket.reference, user=agent, act="solve", given=given, now=now + HOUR / 2).act
    assert (state_of(call), state_of(fix)) == ("kept", "moot")
    assert Promise.objects.get(pk=fix.pk).reason == "Ne ha già uno"
    assert Ticket.objects.get().state == "solved"

    undo_many(act, user=agent, now=now + HOUR / 2)
    assert (state_of(call), state_of(fix)) == ("open", "open")


def test_solving_without_a_reason_changes_nothing(call, ticket, agent, now):
    with pytest.raises(errors.NoReason):
        solve(ticket.reference, user=agent, now=now + HOUR, dropped=[call.pk])
    assert (state_of(call), Ticket.objects.get().state) == ("open", "new")


def test_follow_up_is_asked_about_like_any_word(ticket, agent, now):
    word = Word(kind="follow_up", what="Chiedere se la lampada va bene", due=now + 72 * HOUR)
    later = make_promise(ticket.reference, word, user=agent, now=now)
    with pytest.raises(errors.StillOwed):
        solve(ticket.reference, user=agent, now=now + HOUR)
    solve(ticket.reference, user=agent, now=now + HOUR, stays=[later.pk])
    assert state_of(later) == "open"


def test_nobody_is_asked_again_by_a_word_after_the_end(call, ticket, agent, now):
    solve(ticket.reference, user=agent, now=now + HOUR / 4, stays=[call.pk])
    reply(ticket.reference, user=agent, text="Buona giornata!", now=now + HOUR / 2, confirmed=True)
    assert (state_of(call), Ticket.objects.get().state) == ("open", "solved")


def test_word_goes_along_with_a_merged_request(call, ticket, arrive, agent, now):
    other = ticket_of(arrive(message_id="<other@customer.example>", subject="Un'altra cosa"))
    merge(ticket.reference, into=other.reference, user=agent, now=now + HOUR)
    call.refresh_from_db()
    assert (call.ticket, call.state) == (other, "open")
    assert Ticket.objects.get(pk=other.pk).next_due_at == call.due_at
    assert Ticket.objects.get(pk=ticket.pk).next_due_at is None


@pytest.mark.parametrize("became", ["kept", "dropped"])
def test_step_of_a_recovery_is_neither_done_nor_let_go_by_solving(ticket, agent, now, became):
    recovery = fail(ticket, agent, now)
    act(recovery, agent, now)
    promise = step_of(recovery, "follow_up").promise
    with pytest.raises(errors.OfStep):
        solve(ticket.reference, user=agent, now=now, why="Non serve più", **{became: [promise.pk]})
    promise.refresh_from_db()
    assert promise.state == "open"


def _keys(ticket, agent, text, now) -> list[str]:
    read = read_answer(ticket.desk, text, now=now)
    return [offer.key for offer in offers_of(list(read.commitments), ticket.desk, now=now)]


def test_answers_say_what_was_promised_before_and_by_when(call, ticket, agent, now):
    message = reply(ticket.reference, user=agent, text="Le mando le istruzioni.", now=now + HOUR)
    parts = Delivery.objects.get(message=message.pk).parts
    due = "Lunedì 02 Marzo 2026 13:00"
    assert f"What we have promised you:\n- Chiamare per il trasformatore ({due})" in _english(parts["text"])
    assert "prima risposta" not in parts["text"]
    assert "Chiamare per il trasformatore" not in message.text


def test_window_of_an_appointment_is_said_to_its_end(ticket, agent, now):
    word = Word(kind="appointment", what="Il tecnico", due=now + 3 * HOUR, until=now + 5 * HOUR)
    make_promise(ticket.reference, word, user=agent, now=now)
    message = reply(ticket.reference, user=agent, text="Le mando le istruzioni.", now=now + HOUR)
    foot = Delivery.objects.get(message=message.pk).parts["text"]
    assert "- Il tecnico (Lunedì 02 Marzo 2026 13:00–15:00)" in foot


def test_who_joined_later_reads_nothing_of_older_promises(call, ticket, agent, now):
    add_participant(ticket.reference, email="paolo@studio.example", name="Paolo", user=agent, now=now + HOUR)
    message = reply(ticket.reference, user=agent, text="Le mando le istruzioni.", now=now + 2 * HOUR)
    told = {
        one.recipient: "Chiamare" in one.parts["text"] for one in Delivery.objects.filter(message=message.pk)
    }
    assert told == {"giulia@customer.example": True, "paolo@studio.example": False}


def _english(text: str) -> str:
    return text.replace("Quello che le abbiamo promesso:", "What we have promised you:")


def test_news_by_word_take_the_place_of_the_rhythm(ticket, agent, now):
    reply(ticket.reference, user=agent, text="Le mando le istruzioni.", now=now, confirmed=True)
    rhythm = Promise.objects.get(kind="next_update")
    word = Word(kind="next_update", what="", due=now + 96 * HOUR)
    named = make_promise(ticket.reference, word, user=agent, now=now + HOUR)
    assert state_of(rhythm) == "moot"
    assert Ticket.objects.get().next_due_at == named.due_at


def test_news_for_a_colleague_leave_the_customers_rhythm(ticket, agent, colleague, now):
    reply(ticket.reference, user=agent, text="Le mando le istruzioni.", now=now, confirmed=True)
    word = Word(kind="next_update", what="", due=now + 96 * HOUR, to=colleague.pk)
    make_promise(ticket.reference, word, user=agent, now=now + HOUR)
    assert Promise.objects.get(kind="next_update", made_by=None).state == "open"


def test_delivery_that_is_kept_is_asked_after(ticket, agent, now):
    word = Word(kind="delivery", what="La lampada nuova", due=now + 24 * HOUR)
    delivery = make_promise(ticket.reference, word, user=agent, now=now)
    keep_promise(delivery.pk, user=agent, now=now + 5 * HOUR)
    after = Promise.objects.get(kind="follow_up")
    assert (after.made_by, after.state, after.due_at) == (None, "open", now + 53 * HOUR)
    solve(ticket.reference, user=agent, now=now + 6 * HOUR)
    assert state_of(after) == "open"


def test_house_may_ask_after_nothing(ticket, agent, now, settings):
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"aiuto_follow_up_days": 0})
    word = Word(kind="delivery", what="La lampada nuova", due=now + 24 * HOUR)
    keep_promise(make_promise(ticket.reference, word, user=agent, now=now).pk, user=agent, now=now + HOUR)
    assert not Promise.objects.filter(kind="follow_up").exists()


def test_call_that_is_kept_asks_for_nothing_more(call, agent, now):
    keep_promise(call.pk, user=agent, now=now + HOUR)
    assert not Promise.objects.filter(kind="follow_up").exists()


def test_merging_says_what_became_of_each_word(call, ticket, arrive, agent, now):
    """One goes along with its times, one was done, one nobody needs any more, and somebody says why."""
    fix, bulb = (
        make_promise(ticket.reference, Word(kind="fix", what=what, due=now + HOUR), user=agent, now=now)
        for what in ("Cavo", "Lampadina")
    )
    before = (call.made_at, call.due_at, call.wakes_at)
    other = ticket_of(arrive(message_id="<other@customer.example>", subject="Un'altra cosa"))
    given = {"into": other.reference, "dropped": [fix.pk], "kept": [bulb.pk]}
    with pytest.raises(errors.NoReason):
        merge(ticket.reference, **given, user=agent, now=now + HOUR / 2)
    merge(ticket.reference, **given, why="Il cavo è nell'altra", user=agent, now=now + HOUR / 2)
    call.refresh_from_db()
    assert (call.ticket, call.state, (call.made_at, call.due_at, call.wakes_at)) == (other, "open", before)
    fix.refresh_from_db()
    assert (fix.ticket, fix.state, fix.reason) == (ticket, "moot", "Il cavo è nell'altra")
    bulb.refresh_from_db()
    assert (bulb.ticket, bulb.state) == (ticket, "kept")
