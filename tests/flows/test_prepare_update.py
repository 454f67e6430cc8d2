"""An honest word after a broken promise: prepared in the draft, never sent by itself."""

import re
from datetime import timedelta

import pytest

from aiuto.coach.checking import check
from aiuto.flows.keep_promise import keep_promise
from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.prepare_update import prepare_update
from aiuto.flows.reply import reply
from aiuto.flows.save_draft import save_draft
from aiuto.flows.watch_promises import watch_promises
from aiuto.outbox.models import Delivery
from aiuto.promises import errors
from aiuto.promises.models import Promise
from aiuto.tickets.models import Draft, Ticket

HOUR = timedelta(hours=1)


@pytest.fixture
def broken(ticket, agent, now) -> Promise:
    word = Word(kind="delivery", what="Spedire la lampada", due=now + HOUR)
    promise = make_promise(ticket.reference, word, user=agent, now=now)
    watch_promises(now=now + 2 * HOUR)
    return promise


def test_draft_says_what_was_promised_that_it_was_not_kept_and_what_is_to_be_filled_in(broken, agent, now):
    text = prepare_update(broken.pk, user=agent, now=now + 3 * HOUR).text
    assert text.startswith(
        "Gentile Giulia Neri,\n\nle avevamo promesso questo entro Lunedì 02 Marzo 2026 11:00"
    )
    assert "Spedire la lampada. Non l’abbiamo mantenuto." in text
    assert "{{passo}}" in text and "{{giorno}}" in text
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("ours", "words"),
    [
        ("Ciao Giulia, ti mando la tua lampada.", "ti avevamo"),
        ("Vi mandiamo la vostra lampada.", "vi avevamo"),
    ],
)
def test_draft_speaks_as_we_have_spoken_here(broken, agent, now, ours, words):
    reply(broken.ticket.reference, user=agent, text=ours, now=now + 2 * HOUR, confirmed=True)
    assert words in prepare_update(broken.pk, user=agent, now=now + 3 * HOUR).text


def test_draft_is_in_the_customers_language(broken, agent, now):
    Ticket.objects.update(language="en")
    text = prepare_update(broken.pk, user=agent, now=now + 3 * HOUR).text
    assert "we had promised you this by" in text and "We have not kept it. I am sorry." in text


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("told", [True, False])
def test_draft_has_neither_excuse_nor_vague_word(broken, agent, now, language, told):
    Ticket.objects.update(language=language)
    Promise.objects.update(state="broken", broken_at=now)
    promise = broken if told else Promise.objects.get(kind="first_answer")
    text = prepare_update(promise.pk, user=agent, now=now + 3 * HOUR).text
    filled = re.sub(r"\{\{(passo|step)\}\}", "il corriere" if language == "it" else "the courier", text)
    filled = re.sub(r"\{\{\w+\}\}", "04/03/2026", filled)
    assert check(filled, context="reply", now=now).findings == ()


def test_of_what_a_rule_promised_it_says_that_they_wait(ticket, agent, now):
    Promise.objects.update(state="broken", broken_at=now)
    rule = Promise.objects.get(ticket=ticket, kind="first_answer")
    text = prepare_update(rule.pk, user=agent, now=now).text
    assert "aspetta da noi una risposta dal" in text and "prima risposta" not in text


def test_what_was_begun_stays_behind_it_and_twice_is_once(broken, agent, now):
    given = {"user": agent, "direction": "out", "begun_after": None}
    save_draft(broken.ticket.reference, text="Le mie righe.", now=now, **given)
    once = prepare_update(broken.pk, user=agent, now=now + 3 * HOUR).text
    assert once.endswith("\n\nLe mie righe.")
    assert prepare_update(broken.pk, user=agent, now=now + 4 * HOUR).text == once
    assert Draft.objects.count() == 1


def test_only_what_is_broken_and_owed_to_the_customer_has_one(broken, agent, now):
    other = make_promise(
        broken.ticket.reference, Word(kind="fix", what="x", due=now + 5 * HOUR), user=agent, now=now
    )
    with pytest.raises(errors.WrongState):
        prepare_update(other.pk, user=agent, now=now + 3 * HOUR)
    keep_promise(broken.pk, user=agent, now=now + 3 * HOUR)
    with pytest.raises(errors.WrongState):
        prepare_update(broken.pk, user=agent, now=now + 3 * HOUR)


def test_stranger_finds_nothing(broken, outsider, now):
    with pytest.raises(errors.NotFound):
        prepare_update(broken.pk, user=outsider, now=now + 3 * HOUR)
