"""A desk lived through by chance: each act is done in our world and told to the oracle.

Whatever `ACTS` names is done as often as it stands there.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from aiuto.flows.assign import assign
from aiuto.flows.change_one import change_one
from aiuto.flows.drop_promise import drop_promise
from aiuto.flows.end_holds import end_holds
from aiuto.flows.hand_over import hand_over
from aiuto.flows.hold import hold
from aiuto.flows.keep_promise import keep_promise
from aiuto.flows.keep_rule import Terms, keep_rule
from aiuto.flows.keep_schedule import Hours as NewHours
from aiuto.flows.keep_schedule import keep_schedule
from aiuto.flows.make_promise import Word, make_promise
from aiuto.flows.note_absence import note_absence
from aiuto.flows.note_contact import Spoken, Who, note_contact
from aiuto.flows.receive_message import receive_message
from aiuto.flows.release_promise import release_promise
from aiuto.flows.remind_customers import remind_customers
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
from aiuto.people.models import Desk, User
from aiuto.promises.errors import StillOwed
from aiuto.promises.models import Promise
from aiuto.tickets.models import Direction, Message, Participant
from aiuto.tickets.queries.inbox import View, page
from tests.mails import mail
from tests.promises.hours import Hours, Week
from tests.promises.oracle import Oracle, Owed, Request, Rules

BEGINS = (datetime(2026, 3, 16, 7, tzinfo=UTC), datetime(2026, 10, 12, 7, tzinfo=UTC))
"""In each of these months the clock is changed."""
RULES: Rules = {
    ("first_answer", "opening"): (90, "human"),
    ("next_update", "message"): (150, "helpful"),
    ("next_update", "hold"): (300, "helpful"),
    ("fix", "opening"): (1_500, "solved"),
    ("follow_up", "solved"): (600, "human"),
    ("follow_up", "delivered"): (500, "hand"),
}
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
FEASTS = [date(2026, month, day) for month, day in ((4, 6), (4, 25), (5, 1), (11, 1), (12, 8), (12, 25))]
OFFICE: Week = {day: [("09:00", "13:00"), ("14:00", "18:00")] for day in range(5)}
MORNINGS: Week = {day: [("08:30", "13:15")] for day in range(6)}
PROVED = (("Authentication-Results", "mx.lumiera.example; dmarc=pass header.from=customer.example"),)
KINDS = ("fix", "call_back", "delivery", "follow_up", "appointment", "appointment")
HELPS = "Buongiorno, le spediamo oggi un trasformatore nuovo. (%s)"
PATIENCE = "Buongiorno, abbiamo ricevuto la sua mail e le risponderemo il prima possibile. (%s)"
ACTS = (
    ["opened"] * 10
    + ["wrote"] * 7
    + ["answered"] * 12
    + ["promised"] * 5
    + ["fulfilled"] * 3
    + ["called"] * 2
    + ["waits"] * 2
    + "given handed absent renegotiated dropped dropped held sleeps solved reopened merged parted".split()
)


@cache
def hours(week: str, begin: datetime) -> Hours:
    weeks = {"office": OFFICE, "mornings": MORNINGS}
    return Hours("Europe/Rome", weeks[week], FEASTS, begin=begin, end=begin + 75 * DAY)


@dataclass
class Life:
    """Both worlds at once: each act is done in the one and told to the other; `people` serve the desk."""

    chance: Random
    desk: Desk
    people: list[User]
    oracle: Oracle
    now: datetime
    begin: datetime = field(init=False)
    number: int = 0
    mails: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.begin = self.now

    @property
    def agent(self) -> User:
        return self.people[0]

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
            headers=PROVED,
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
        self.number, who = self.number + 1, self.chance.choice(self.people)
        text = (HELPS if helps else PATIENCE) % self.number
        with refused(self.oracle.answered(request, self.now, helps=helps, then=then, by=who.name)):
            reply(request.name, user=who, text=text, then=then or None, now=self.now)

    def promised(self) -> None:
        if request := self.one():
            kind, due = self.chance.choice(KINDS), self.later(4 * DAY)
            until = self.window(kind, due)
            word = Word(kind=kind, what="Lo facciamo", due=due, until=until)
            make_promise(request.name, word, user=self.agent, now=self.now)
            self.oracle.promised(request, kind, self.now, due=due, until=until)

    def window(self, kind: str, due: datetime) -> datetime | None:
        """Some calls and most appointments have one."""
        share = {"appointment": 0.8, "call_back": 0.3}.get(kind, 0)
        return due + MINUTE * self.chance.randint(1, 240) if self.chance.random() < share else None

    def called(self) -> None:
        if request := self.one("new", "open", "waiting", "hold"):
            told = Spoken(channel="phone", direction="out", at=self.now, text=f"{HELPS} {self.number}")
            note_contact(told, who=Who(), about=request.name, user=self.agent, now=self.now)
            self.oracle.called(request, self.now, by=self.agent.name)

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
            until = self.window(found[1].kind, due)
            renegotiate(found[2], due=due, until=until, user=self.agent, now=self.now)
            assert self.oracle.renegotiated(found[0], found[1], self.now, due=due, until=until)

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

    def given(self) -> None:
        if request := self.one("new", "open", "waiting", "hold"):
            owner = self.chance.choice(self.people)
            assign(request.name, user=self.agent, owner=owner.pk, now=self.now)
            self.oracle.given(request, owner.name)

    def handed(self) -> None:
        if request := self.one("new", "open", "waiting", "hold"):
            owner, brief = self.chance.choice(self.people), f"Chiede quando arriva. ({self.number})"
            hand_over(request.name, user=self.agent, owner=owner.pk, text=brief, now=self.now)
            self.oracle.given(request, owner.name)

    def absent(self) -> None:
        who, begins = self.chance.choice(self.people), self.later(2 * DAY)
        ends = begins + MINUTE * self.chance.randint(60, 3 * 24 * 60)
        note_absence(who.pk, begins=begins, ends=ends, user=who, now=self.now)
        self.oracle.away.append((who.name, begins, ends))

    def look(self) -> None:
        end_holds(now=self.now)
        wake_snoozed(now=self.now)
        watch_promises(now=self.now)
        self.oracle.looked(self.now)
        remind_customers(now=self.now)
        self.oracle.reminded(self.now)

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
        self.oracle.change_hours(hours("mornings", self.begin))


class refused:  # noqa: N801 - reads as a word
    """What the oracle forbids is refused, and nothing else."""

    def __init__(self, allowed: bool) -> None:
        self.allowed = allowed

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> bool:
        assert (kind is None) == self.allowed
        return kind is StillOwed
