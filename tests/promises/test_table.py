"""What starts, stops and keeps a promise: a row for each course of things, an hour from act to act."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest

from aiuto.flows.add_note import add_note
from aiuto.flows.hold import hold
from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.mark_spam import mark_spam
from aiuto.flows.note_contact import Spoken, Who, note_contact
from aiuto.flows.reopen import reopen
from aiuto.flows.reply import reply
from aiuto.flows.snooze import snooze
from aiuto.flows.solve import solve
from aiuto.flows.wait import wait
from aiuto.flows.watch_promises import watch_promises
from aiuto.promises.models import Promise

HOUR = timedelta(hours=1)
HELPS = "Buongiorno Giulia, le spediamo oggi un trasformatore nuovo."
PATIENCE = "Buongiorno Giulia, abbiamo ricevuto la sua mail e le risponderemo il prima possibile."
CALL_KEPT, CALL = ("call_back", "kept"), ("call_back", "open")
FIRST, FIRST_KEPT, FIRST_MOOT = (("first_answer", state) for state in ("open", "kept", "moot"))
NEWS, NEWS_KEPT, NEWS_MOOT = (("next_update", state) for state in ("open", "kept", "moot"))

TABLE = {
    "a receipt, and then another, keep nothing": (["patience", "patience"], [FIRST]),
    "a helpful answer after a receipt keeps it": (["patience", "helps"], [FIRST_KEPT, NEWS]),
    "each helpful answer keeps the news before it": (["helps", "helps"], [FIRST_KEPT, NEWS_KEPT, NEWS]),
    "a receipt keeps no news": (["helps", "patience"], [FIRST_KEPT, NEWS]),
    "a colleague's answer is an answer": (["colleague helps"], [FIRST_KEPT, NEWS]),
    "a note is for us alone": (["note"], [FIRST]),
    "two clocks: an answer stops one, and the other is the next": (["word", "helps"], [FIRST_KEPT, CALL]),
    "two clocks: a call stops both": (["word", "call"], [FIRST_KEPT, CALL_KEPT, NEWS]),
    "two clocks: their own call keeps the answer and no call": (["word", "their call"], [FIRST_KEPT, CALL]),
    "their mail starts no second clock": (["their mail", "their mail"], [FIRST]),
    "their mail after an answer finds its news running": (["helps", "their mail"], [FIRST_KEPT, NEWS]),
    "their mail while they are waited for starts news": (["helps, waits", "their mail"], [FIRST_KEPT, NEWS]),
    "a machine's mail while they are waited for starts none": (["helps, waits", "machine"], [FIRST_KEPT]),
    "waiting stops news": (["helps", "wait"], [FIRST_KEPT, NEWS_MOOT]),
    "waiting stops no answer that is owed": (["wait"], [FIRST]),
    "waiting stops no word": (["helps", "word", "wait"], [FIRST_KEPT, NEWS_MOOT, CALL]),
    "a hold has a date instead of news": (["helps", "hold"], [FIRST_KEPT, NEWS_MOOT, NEWS]),
    "a hold stops no answer that is owed": (["hold"], [FIRST, NEWS]),
    "their mail ends a hold, and its date still stands": (
        ["helps", "hold", "their mail"],
        [FIRST_KEPT, NEWS_MOOT, NEWS],
    ),
    "held again, the new date stands for the old one": (
        ["helps", "hold", "their mail", "hold"],
        [FIRST_KEPT, NEWS_MOOT, NEWS_MOOT, NEWS],
    ),
    "an answer leaves the date of a hold": (["hold", "helps"], [FIRST_KEPT, NEWS]),
    "sleep stops nothing": (["snooze"], [FIRST]),
    "solving stops what rules promised": (["helps", "solve"], [FIRST_KEPT, NEWS_MOOT]),
    "solved and opened again, news are owed": (["solve", "reopen"], [FIRST_MOOT, NEWS]),
    "solved and written to, news are owed": (["solve", "their mail"], [FIRST_MOOT, NEWS]),
    "opened twice, each time anew": (
        ["helps, waits", "their mail", "solve", "their mail"],
        [FIRST_KEPT, NEWS_MOOT, NEWS],
    ),
    "spam is owed nothing, whoever writes": (["spam", "their mail"], [FIRST_MOOT]),
    "what breaks is owed, and news besides": (["days pass"], [("first_answer", "broken"), NEWS]),
    "a receipt after it broke keeps nothing": (["days pass", "patience"], [("first_answer", "broken"), NEWS]),
    "an answer after it broke keeps all that is owed": (
        ["days pass", "helps"],
        [("first_answer", "kept_late"), NEWS_KEPT, NEWS],
    ),
    "a call after its time is late, though nobody has looked yet": (
        ["word", "helps", "days go", "days go", "call"],
        [FIRST_KEPT, ("call_back", "kept_late"), NEWS],
    ),
    "an answer after its time is late, though nobody has looked yet": (
        ["days go", "helps"],
        [("first_answer", "kept_late"), NEWS],
    ),
    "what was over before it was solved is broken": (["days go", "solve"], [("first_answer", "broken")]),
    "waiting gives no kept promise to what broke": (
        ["helps", "days pass", "wait"],
        [FIRST_KEPT, ("next_update", "broken"), NEWS_MOOT],
    ),
}


@pytest.fixture
def acts(ticket, agent, colleague, arrive) -> dict[str, Callable[[datetime], object]]:
    said = partial(reply, ticket.reference, user=agent, confirmed=True)
    ours = {"user": agent, "about": ticket.reference, "who": Who()}

    def theirs(at: datetime, *headers: tuple[str, str]) -> object:
        number = f"<{at:%d%H}@customer.example>"
        return arrive(message_id=number, references="<one@customer.example>", headers=headers, at=at)

    def spoken(direction: str, at: datetime) -> object:
        told = Spoken(channel="phone", direction=direction, at=at, text="Del trasformatore.")
        return note_contact(told, now=at, **ours)

    def done(act: Callable[..., object]) -> Callable[[datetime], object]:
        return lambda at: act(ticket.reference, user=agent, now=at)

    return {
        "helps": lambda at: said(text=f"{HELPS} {at:%H}", now=at),
        "helps, waits": lambda at: said(text=HELPS, now=at, then="waiting"),
        "colleague helps": lambda at: reply(ticket.reference, user=colleague, text=HELPS, now=at),
        "patience": lambda at: said(text=PATIENCE, now=at),
        "note": lambda at: add_note(ticket.reference, user=agent, text=HELPS, now=at),
        "call": partial(spoken, "out"),
        "their call": partial(spoken, "in"),
        "their mail": theirs,
        "machine": lambda at: theirs(at, ("Auto-Submitted", "auto-replied")),
        "word": lambda at: make_promise(
            ticket.reference, Word(kind="call_back", what="", due=at + 96 * HOUR), user=agent, now=at
        ),
        "hold": lambda at: hold(ticket.reference, until=at + 96 * HOUR, user=agent, now=at),
        "snooze": lambda at: snooze(ticket.reference, until=at + 96 * HOUR, user=agent, now=at),
        "wait": done(wait),
        "solve": done(solve),
        "reopen": done(reopen),
        "spam": done(mark_spam),
        "days pass": lambda at: watch_promises(now=at + 71 * HOUR),
        "days go": lambda at: None,
    }


@pytest.mark.parametrize(("course", "standing"), TABLE.values(), ids=list(TABLE))
def test_course(ticket, acts, now, course, standing):
    at = now
    for act in course:
        at += HOUR
        acts[act](at)
        at += 71 * HOUR * (act in ("days pass", "days go"))
    found = Promise.objects.filter(ticket=ticket).order_by("id")
    assert list(found.values_list("kind", "state")) == standing
