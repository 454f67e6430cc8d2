"""What starts, stops and keeps a promise: a row for each course of things, an hour from act to act."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest

from aiuto.customers.contacting import create_contact_point
from aiuto.customers.models import ContactKind
from aiuto.flows.add_note import add_note
from aiuto.flows.change_one import change_one
from aiuto.flows.hold import hold
from aiuto.flows.keep_rule import Terms, keep_rule
from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.mark_spam import mark_spam
from aiuto.flows.note_contact import Spoken, Who, note_contact
from aiuto.flows.reopen import reopen
from aiuto.flows.reply import reply
from aiuto.flows.snooze import snooze
from aiuto.flows.solve import solve
from aiuto.flows.split import split
from aiuto.flows.undo_many import undo_many
from aiuto.flows.wait import wait
from aiuto.flows.watch_promises import watch_promises
from aiuto.people.models import Role
from aiuto.promises.models import Promise
from aiuto.tickets.models import Ticket

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
HELPS = "Buongiorno Giulia, le spediamo oggi un trasformatore nuovo."
PATIENCE = "Buongiorno Giulia, abbiamo ricevuto la sua mail e le risponderemo il prima possibile."
CALL_KEPT, CALL = ("call_back", "kept"), ("call_back", "open")
FIRST, FIRST_KEPT, FIRST_MOOT = (("first_answer", state) for state in ("open", "kept", "moot"))
NEWS, NEWS_KEPT, NEWS_MOOT = (("next_update", state) for state in ("open", "kept", "moot"))
REMIND, REMIND_MOOT = ("reminder", "open"), ("reminder", "moot")

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
    "a word to a colleague leaves them their news": (["word within", "helps"], [FIRST_KEPT, CALL, NEWS]),
    "their mail starts no second clock": (["their mail", "their mail"], [FIRST]),
    "their mail after an answer finds its news running": (["helps", "their mail"], [FIRST_KEPT, NEWS]),
    "their mail while they are waited for starts news, and they are not reminded": (
        ["helps, waits", "their mail"],
        [FIRST_KEPT, REMIND_MOOT, NEWS],
    ),
    "a machine's mail while they are waited for changes nothing": (
        ["helps, waits", "machine"],
        [FIRST_KEPT, REMIND],
    ),
    "waiting stops news, and is a promise to remind": (["helps", "wait"], [FIRST_KEPT, NEWS_MOOT, REMIND]),
    "waiting stops no answer that is owed": (["wait"], [FIRST, REMIND]),
    "waiting stops no word": (["helps", "word", "wait"], [FIRST_KEPT, NEWS_MOOT, CALL, REMIND]),
    "another answer counts the reminder anew": (
        ["helps, waits", "helps, waits again"],
        [FIRST_KEPT, REMIND_MOOT, REMIND],
    ),
    "on hold nobody is reminded": (["helps, waits", "hold"], [FIRST_KEPT, REMIND_MOOT, NEWS]),
    "to spam nobody is reminded": (["helps, waits", "spam"], [FIRST_KEPT, REMIND_MOOT]),
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
        [FIRST_KEPT, REMIND_MOOT, NEWS_MOOT, NEWS],
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
        [FIRST_KEPT, ("next_update", "broken"), NEWS_MOOT, REMIND],
    ),
}


TWO = {
    "merged, one answer is owed": (["another", "merge it in"], [FIRST], [FIRST_MOOT]),
    "a word goes along, and what keeps it keeps it there": (
        ["another", "word on it", "merge it in", "call"],
        [FIRST_KEPT, CALL_KEPT, NEWS],
        [FIRST_MOOT],
    ),
    "merged into one that waits for them, it waits for us": (
        ["helps, waits", "another", "merge it in"],
        [FIRST_KEPT, REMIND_MOOT, NEWS],
        [FIRST_MOOT],
    ),
    "merged away while they are waited for, nobody is reminded": (
        ["helps, waits", "another", "merge into it"],
        [FIRST_KEPT, REMIND_MOOT],
        [FIRST],
    ),
    "what broke there stays broken there": (
        ["another", "days pass", "merge it in"],
        [("first_answer", "broken"), NEWS],
        [("first_answer", "broken"), NEWS_MOOT],
    ),
    "parted again, each owes what it owed": (["another", "merge it in", "undo"], [FIRST], [FIRST]),
    "split off, it is owed an answer, and the other goes on": (
        ["helps", "their mail", "split"],
        [FIRST_KEPT, NEWS],
        [FIRST],
    ),
    "an answer keeps nothing on what was split off": (
        ["helps", "their mail", "split", "helps"],
        [FIRST_KEPT, NEWS_KEPT, NEWS],
        [FIRST],
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
        "helps, waits again": lambda at: said(text=f"{HELPS} {at:%H}", now=at, then="waiting"),
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
        "word within": lambda at: make_promise(
            ticket.reference,
            Word(kind="call_back", what="", due=at + 96 * HOUR, to=colleague.pk),
            user=agent,
            now=at,
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


@pytest.fixture
def two(acts, ticket, agent, arrive) -> dict[str, Callable[[datetime], object]]:
    """What concerns another request of hers, or makes one."""
    merges: list[int] = []

    def other() -> Ticket:
        return Ticket.objects.exclude(pk=ticket.pk).get()

    def merge(source: Ticket, into: Ticket, at: datetime) -> None:
        given = {"into": into.reference}
        merges.append(change_one(source.reference, user=agent, act="merge", given=given, now=at).act)

    def split_last(at: datetime) -> object:
        last = ticket.messages.filter(direction="in").latest("id")
        return split(ticket.reference, message_id=last.pk, user=agent, now=at)

    return acts | {
        "another": lambda at: arrive(message_id="<another@customer.example>", at=at),
        "word on it": lambda at: make_promise(
            other().reference, Word(kind="call_back", what="", due=at + 96 * HOUR), user=agent, now=at
        ),
        "merge it in": lambda at: merge(other(), ticket, at),
        "merge into it": lambda at: merge(ticket, other(), at),
        "undo": lambda at: undo_many(merges[-1], user=agent, now=at - HOUR + MINUTE),
        "split": split_last,
    }


SOLUTION, SOLVED, STOPPED = (("fix", state) for state in ("open", "kept", "moot"))
ASKED, ASKED_KEPT = ("follow_up", "open"), ("follow_up", "kept")
RULED = {
    "any answer keeps a first answer": (
        ("first_answer", "opening", "human"),
        ["patience"],
        [FIRST_KEPT, NEWS],
    ),
    "any answer keeps news": (
        ("next_update", "silence", "human"),
        ["helps", "patience"],
        [FIRST_KEPT, NEWS_KEPT, NEWS],
    ),
    "their mail after an answer brings news forward": (
        ("next_update", "message", "helpful"),
        ["helps", "their mail", "their mail"],
        [FIRST_KEPT, NEWS_MOOT, NEWS],
    ),
    "their mail before an answer brings nothing forward": (
        ("next_update", "message", "helpful"),
        ["their mail"],
        [FIRST],
    ),
    "a receipt does not answer their second mail": (
        ("next_update", "message", "helpful"),
        ["helps, waits", "their mail", "patience"],
        [FIRST_KEPT, REMIND_MOOT, NEWS],
    ),
    "on hold there are news before its day": (
        ("next_update", "hold", "helpful"),
        ["helps", "hold", "helps"],
        [FIRST_KEPT, NEWS_MOOT, NEWS, NEWS_KEPT, NEWS],
    ),
    "on hold no news are due after its day": (
        ("next_update", "hold", "helpful"),
        ["helps", "long rule", "hold"],
        [FIRST_KEPT, NEWS_MOOT, NEWS],
    ),
    "a solution keeps what no answer does": (
        ("fix", "opening", "solved"),
        ["helps", "solve"],
        [FIRST_KEPT, SOLVED, NEWS_MOOT],
    ),
    "while they are waited for no solution is due": (
        ("fix", "opening", "solved"),
        ["helps, waits"],
        [FIRST_KEPT, STOPPED, REMIND],
    ),
    "it goes on when they have written": (
        ("fix", "opening", "solved"),
        ["helps, waits", "their mail", "solve"],
        [FIRST_KEPT, STOPPED, REMIND_MOOT, NEWS_MOOT, SOLVED],
    ),
    "a solution after its time is late": (
        ("fix", "opening", "solved"),
        ["days pass", "helps, waits", "solve"],
        [("first_answer", "kept_late"), ("fix", "kept_late"), NEWS_KEPT, REMIND_MOOT],
    ),
    "opened again, no second solution is promised": (
        ("fix", "opening", "solved"),
        ["solve", "reopen"],
        [FIRST_MOOT, SOLVED, NEWS],
    ),
    "spam is owed no solution": (
        ("fix", "opening", "solved"),
        ["spam"],
        [FIRST_MOOT, STOPPED],
    ),
    "solved, they are asked afterwards": (
        ("follow_up", "solved", "hand"),
        ["helps, waits", "solve", "helps"],
        [FIRST_KEPT, REMIND_MOOT, ASKED],
    ),
    "any word of ours is that question": (
        ("follow_up", "solved", "human"),
        ["helps, waits", "solve", "patience"],
        [FIRST_KEPT, REMIND_MOOT, ASKED_KEPT],
    ),
    "solved twice, they are asked once": (
        ("follow_up", "solved", "hand"),
        ["solve", "reopen", "solve"],
        [FIRST_MOOT, ASKED, NEWS_MOOT],
    ),
}


@pytest.mark.parametrize(("course", "standing"), TABLE.values(), ids=list(TABLE))
def test_course(ticket, acts, now, course, standing):
    go(course, acts, now)
    assert standing_on(ticket) == standing


@pytest.mark.parametrize(("course", "standing", "on_the_other"), TWO.values(), ids=list(TWO))
def test_course_of_two(ticket, two, now, course, standing, on_the_other):
    go(course, two, now)
    assert standing_on(ticket) == standing
    assert standing_on(Ticket.objects.exclude(pk=ticket.pk).get()) == on_the_other


@pytest.fixture
def rule(says, agent, desk, now):
    """Their own, within 24 hours by the clock, from before they wrote."""
    agent.role = Role.LEAD
    agent.save()
    giulia = create_contact_point(ContactKind.EMAIL, "giulia@customer.example", name="Giulia", now=now)
    return keep_rule(None, terms(says, 24, giulia.customer_id), by=agent, now=now)


def terms(says, hours, customer) -> Terms:
    kind, starts, kept_by = says
    clause = {"kind": kind, "starts": starts, "kept_by": kept_by}
    return Terms(**clause, minutes=hours * 60, working=False, customer_id=customer)


@pytest.mark.parametrize(("says", "course", "standing"), RULED.values(), ids=list(RULED))
def test_course_by_a_rule(says, rule, ticket, acts, agent, now, course, standing):
    longer = terms(says, 24 * 30, ticket.customer_id)
    acts["long rule"] = lambda at: keep_rule(rule, longer, by=agent, now=at)
    go(course, acts, now)
    assert standing_on(ticket) == standing


def go(course, acts, now) -> None:
    at = now
    for act in course:
        at += HOUR
        acts[act](at)
        at += 71 * HOUR * (act in ("days pass", "days go"))


def standing_on(ticket) -> list[tuple[str, str]]:
    return list(Promise.objects.filter(ticket=ticket).order_by("id").values_list("kind", "state"))
