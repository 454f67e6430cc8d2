"""A month of a desk, by chance: customers, agents and the worker against an oracle that tells it all a second time.

The clock is set forth on one night, runs wrong by an hour for a while, the worker is away for three days, a lead lets
rules speak of the desk, and the hours of work change. `MONTHS` says how many months are lived through.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import pytest

from aiuto.flows.change_one import change_one
from aiuto.flows.drop_promise import drop_promise
from aiuto.flows.end_holds import end_holds
from aiuto.flows.hold import hold
from aiuto.flows.keep_promise import keep_promise
from aiuto.flows.keep_rule import Terms, keep_rule
from aiuto.flows.keep_schedule import Hours as NewHours
from aiuto.flows.keep_schedule import keep_schedule
from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.receive_message import receive_message
from aiuto.flows.release_promise import release_promise
from aiuto.flows.renegotiate import renegotiate
from aiuto.flows.reopen import reopen
from aiuto.flows.reply import reply
from aiuto.flows.snooze import snooze
from aiuto.flows.solve import solve
from aiuto.flows.split import split
from aiuto.flows.undo_many import undo_many
from aiuto.flows.wait import wait
from aiuto.flows.wake_snoozed import wake_snoozed
from aiuto.flows.watch_promises import watch_promises
from aiuto.journal.models import Event
from aiuto.people.models import Desk, Role, User
from aiuto.promises.errors import StillOwed
from aiuto.promises.models import Promise
from aiuto.tickets.models import Direction, Message, Participant, Ticket
from aiuto.tickets.queries.inbox import View, page
from tests.mails import mail
from tests.promises.hours import Hours, Week
from tests.promises.oracle import Oracle, Owed, Request, Rules

MONTHS = int(os.environ.get("MONTHS", "1"))
BEGIN = datetime(2026, 3, 16, 7, tzinfo=UTC)
AWAY = (BEGIN + timedelta(days=8), BEGIN + timedelta(days=11))
WRONG = (BEGIN + timedelta(days=15), BEGIN + timedelta(days=16))
RULED = BEGIN + timedelta(days=12)
RULES: Rules = {
    ("first_answer", "opening"): (90, "human"),
    ("next_update", "message"): (150, "helpful"),
    ("next_update", "hold"): (300, "helpful"),
    ("fix", "opening"): (1_500, "solved"),
    ("follow_up", "solved"): (600, "human"),
    ("follow_up", "delivered"): (500, "hand"),
}
CHANGE = BEGIN + timedelta(days=18)
END = BEGIN + timedelta(days=29)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
EASTER = (date(2026, 4, 6), date(2026, 4, 25), date(2026, 5, 1))
OFFICE: Week = {day: [("09:00", "13:00"), ("14:00", "18:00")] for day in range(5)}
MORNINGS: Week = {day: [("08:30", "13:15")] for day in range(6)}
HELPS = "Buongiorno, le spediamo oggi un trasformatore nuovo. (%s)"
PATIENCE = "Buongiorno, abbiamo ricevuto la sua mail e le risponderemo il prima possibile. (%s)"
ACTS = (
    ["opened"] * 10
    + ["wrote"] * 7
    + ["answered"] * 12
    + ["promised"] * 5
    + ["fulfilled"] * 3
    + "renegotiated dropped dropped waits held sleeps solved reopened merged parted".split()
)


@cache
def hours(week: str) -> Hours:
    weeks = {"office": OFFICE, "mornings": MORNINGS}
    return Hours("Europe/Rome", weeks[week], EASTER, begin=BEGIN, end=BEGIN + timedelta(days=75))


@dataclass
class Life:
    """Both worlds at once: each act is done in the one and told to the other."""

    chance: Random
    desk: Desk
    agent: User
    oracle: Oracle
    now: datetime = BEGIN
    number: int = 0
    mails: dict[str, str] = field(default_factory=dict)

    def live(self, *states: str) -> list[Request]:
        found = [each for each in self.oracle.requests if not each.merged]
        return [each for each in found if each.state in states] if states else found

    def one(self, *states: str) -> Request | None:
        found = self.live(*states)
        return self.chance.choice(found) if found else None

    def later(self, longest: timedelta) -> datetime:
        return self.now + MINUTE * self.chance.randint(1, longest // MINUTE)

    def mail(self, sender: str, follows: str = "") -> str:
        self.number += 1
        raw = mail(
            sender=f"Cliente <{sender}>",
            message_id=f"<{self.number}@customer.example>",
            subject=f"Richiesta {sender}",
            text=f"Ancora niente? ({self.number})",
            **({"references": follows} if follows else {}),
        )
        receipt = receive_message(raw, via="pipe", desk=self.desk, now=self.now)
        return str(receipt.ticket)

    def opened(self) -> None:
        name = self.mail(f"c{self.number}@customer.example")
        self.mails[name] = f"<{self.number}@customer.example>"
        self.oracle.opened(name, self.now)

    def wrote(self) -> None:
        if request := self.one():
            asker = Participant.objects.filter(ticket__reference=request.name, role="requester").first()
            assert self.mail(asker.contact_point.value, self.mails[request.name]) == request.name
            self.oracle.wrote(request, self.now)

    def answered(self) -> None:
        """Mostly who needs help first, as the inbox says."""
        listed = page(self.agent, View.OPEN).tickets
        first = [each for each in self.oracle.requests if listed and each.name == listed[0].reference]
        request = (
            first[0] if first and self.chance.random() < 0.7 else self.one("new", "open", "waiting", "hold")
        )
        if request is None:
            return
        helps, then = self.chance.random() < 0.7, self.chance.choice(["", "", "open", "waiting", "solved"])
        then = "" if then == request.state else then
        self.number += 1
        text = (HELPS if helps else PATIENCE) % self.number
        with refused(self.oracle.answered(request, self.now, helps=helps, then=then)):
            reply(request.name, user=self.agent, text=text, then=then or None, now=self.now)

    def promised(self) -> None:
        if request := self.one():
            kind, due = self.chance.choice(["fix", "call_back", "delivery", "follow_up"]), self.later(4 * DAY)
            word = Word(kind=kind, what="Lo facciamo", due=due)
            make_promise(request.name, word, user=self.agent, now=self.now)
            self.oracle.promised(request, kind, self.now, due=due)

    def word(self, *states: str) -> tuple[Request, Owed, int] | None:
        """Somebody's word, with its id in our world."""
        words = [
            (each, one) for each in self.live() for one in each.owed if not one.rule and one.state in states
        ]
        if not words:
            return None
        request, promise = self.chance.choice(words)
        same = Promise.objects.filter(
            ticket__reference=request.name, kind=promise.kind, made_by__isnull=False
        )
        same = same.filter(made_at=promise.made, due_at=promise.due, state=promise.state)
        return request, promise, same[0].pk

    def fulfilled(self) -> None:
        if found := self.word("open", "broken"):
            keep_promise(found[2], user=self.agent, now=self.now)
            self.oracle.fulfilled(found[0], found[1], self.now)

    def dropped(self) -> None:
        if found := self.word("open"):
            state, end = self.chance.choice([("moot", drop_promise), ("released", self.let_go)])
            end(found[2], reason="Non serve più.", user=self.agent, now=self.now)
            self.oracle.dropped(found[0], found[1], self.now, state=state)

    def let_go(self, promise: int, **given: Any) -> None:
        """As the customer wrote last."""
        ticket = Promise.objects.get(pk=promise).ticket_id
        said = Message.objects.filter(ticket=ticket, direction=Direction.IN).latest("id")
        release_promise(promise, said_in=said.pk, **given)

    def renegotiated(self) -> None:
        found = self.word("open")
        if found and not found[1].bare and found[1].due > self.now:
            due = self.later(4 * DAY)
            renegotiate(found[2], due=due, user=self.agent, now=self.now)
            assert self.oracle.renegotiated(found[0], found[1], self.now, due=due)

    def waits(self) -> None:
        if request := self.one("new", "open", "hold"):
            wait(request.name, user=self.agent, now=self.now)
            self.oracle.waits(request, self.now)

    def held(self) -> None:
        if request := self.one("new", "open", "waiting"):
            until = self.later(5 * DAY)
            hold(request.name, user=self.agent, until=until, now=self.now)
            self.oracle.put_on_hold(request, self.now, until=until)

    def sleeps(self) -> None:
        if request := self.one("new", "open", "waiting", "hold"):
            request.sleeps = self.later(3 * DAY)
            snooze(request.name, user=self.agent, until=request.sleeps, now=self.now)

    def solved(self) -> None:
        if request := self.one("new", "open", "waiting", "hold"):
            with refused(self.oracle.solved(request, self.now)):
                solve(request.name, user=self.agent, now=self.now)

    def reopened(self) -> None:
        if request := self.one("waiting", "hold", "solved"):
            reopen(request.name, user=self.agent, now=self.now)
            self.oracle.reopened(request, self.now)

    def merged(self) -> None:
        request, into = self.one(), self.one()
        if request and into and request is not into:
            given = {"into": into.name}
            act = change_one(request.name, user=self.agent, act="merge", given=given, now=self.now).act
            self.oracle.merged(request, into, self.now)
            if self.chance.random() < 0.5:
                self.now += 3 * MINUTE
                assert undo_many(act, user=self.agent, now=self.now).kept == []
                self.oracle.unmerged(self.now)

    def parted(self) -> None:
        """A message of theirs becomes a request of its own; it has waited since it came."""
        request = self.one()
        if request is None:
            return
        came = Message.objects.filter(ticket__reference=request.name, direction=Direction.IN).order_by("id")
        if (last := came.last()) and last != came.first():
            own = split(request.name, message_id=last.pk, user=self.agent, now=self.now)
            self.mails[own.reference] = f"<{last.message_id}>"
            self.mails[request.name] = f"<{came.first().message_id}>"
            self.oracle.opened(own.reference, self.now, since=last.at)

    def look(self) -> None:
        end_holds(now=self.now)
        wake_snoozed(now=self.now)
        watch_promises(now=self.now)
        self.oracle.looked(self.now)

    def keep_rules(self, admin: User) -> None:
        for (kind, starts), (minutes, kept_by) in RULES.items():
            said = {"kind": kind, "starts": starts, "kept_by": kept_by, "minutes": minutes}
            keep_rule(None, Terms(**said, desk_id=self.desk.pk), by=admin, now=self.now)
        self.desk.refresh_from_db()
        self.oracle.rules = RULES

    def change_hours(self, admin: User) -> None:
        week = {str(day): [list(span) for span in spans] for day, spans in MORNINGS.items()}
        given = NewHours(name=self.desk.schedule.name, time_zone="Europe/Rome", week=week, country="IT")
        keep_schedule(self.desk.schedule, given, by=admin, now=self.now)
        self.desk.schedule.refresh_from_db()
        self.oracle.change_hours(hours("mornings"))


class refused:  # noqa: N801 - reads as a word
    """What the oracle forbids is refused, and nothing else."""

    def __init__(self, allowed: bool) -> None:
        self.allowed = allowed

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> bool:
        assert (kind is None) == self.allowed
        return kind is StillOwed


@pytest.fixture
def admin(db, now) -> User:
    return User.objects.create(email="ada@lumiera.example", name="Ada", role=Role.ADMIN, created_at=now)


@pytest.fixture
def life(desk, agent) -> Callable[[int], Life]:
    desk.remind = False
    desk.save()
    minutes = {
        "answer": desk.first_answer_minutes,
        "news": desk.update_minutes,
        "ceiling": desk.ceiling_minutes,
    }
    return lambda seed: Life(Random(seed), desk, agent, Oracle(hours("office"), **minutes))


@pytest.mark.parametrize("seed", range(MONTHS))
def test_month_is_as_the_oracle_tells_it(life, admin, seed):
    lived = life(seed)
    true, changed, day = BEGIN, False, BEGIN
    while true < END:
        true += MINUTE * lived.chance.randint(5, 150)
        lived.now = true + HOUR * (WRONG[0] < true < WRONG[1])
        if true > RULED and not lived.oracle.rules:
            lived.keep_rules(admin)
        if true > CHANGE and not changed:
            lived.change_hours(admin)
            changed = True
        if lived.chance.random() < 0.4 and not AWAY[0] < true < AWAY[1]:
            lived.look()
        else:
            getattr(lived, lived.chance.choice(ACTS))()
        if true - day > DAY:
            day = true
            check_same(lived.oracle)
            check_order(lived)
    lived.look()
    check_same(lived.oracle)
    check_once()


def check_same(oracle: Oracle) -> None:
    """Every promise, and every place in the lists."""
    rows = Promise.objects.values_list(
        "ticket__reference",
        "kind",
        "made_by",
        "made_at",
        "due_at",
        "state",
        "closed_at",
        "broken_at",
        "responded_at",
    )
    ours: dict[str, list[tuple[object, ...]]] = {}
    for name, kind, by, *rest in rows:
        ours.setdefault(name, []).append((kind, by is None, *rest))
    places = Ticket.objects.values_list("reference", "state", "waiting_since", "next_due_at", "turn_at")
    tickets = {name: rest for name, *rest in places}
    for each in oracle.requests:
        assert sorted(ours[each.name], key=str) == sorted((one.shown() for one in each.promises), key=str)
        assert tickets[each.name] == [each.state, each.waiting, each.next_due, each.turn], each


def check_order(lived: Life) -> None:
    """The inbox shows who needs help first; whoever came after another's turn is not before them."""
    shown = [each.reference for each in page(lived.agent, View.OPEN, size=200).tickets]
    order = lived.oracle.order()
    assert sorted(shown) == sorted(each.name for each in order)
    by_name = {each.name: each for each in order}
    assert [by_name[name].turn for name in shown] == [each.turn for each in order]
    for place, each in enumerate(order):
        for before in order[:place]:
            since = [one.made for one in before.owed] + [at for at in [before.waiting] if at]
            assert min(since) <= each.turn or each.turn > lived.now


def check_once() -> None:
    """Nothing is broken, or said to be, twice."""
    told = list(Event.objects.filter(kind="promise.broken").values_list("data__promise", flat=True))
    assert sorted(told) == sorted(
        Promise.objects.filter(broken_at__isnull=False).values_list("pk", flat=True)
    )
    assert told
