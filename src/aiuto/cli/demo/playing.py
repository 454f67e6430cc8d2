"""Plays the sample company's month through the flows, each step at its own time."""

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from aiuto.cli.demo import amends
from aiuto.cli.demo.heeding import heed
from aiuto.cli.demo.letters import Answered, Mail, bounced, message_id, written
from aiuto.cli.demo.reading import Company, Step, Story
from aiuto.flows.add_note import add_note
from aiuto.flows.assign import assign
from aiuto.flows.close import close
from aiuto.flows.close_solved import close_solved
from aiuto.flows.hold import hold
from aiuto.flows.let_leave import let_leave
from aiuto.flows.look import look
from aiuto.flows.merge import merge
from aiuto.flows.note_contact import Spoken, Subject, Who, note_contact
from aiuto.flows.receive_message import receive_message
from aiuto.flows.reply import reply
from aiuto.flows.set_cause import set_cause
from aiuto.flows.solve import solve
from aiuto.flows.tag import tag
from aiuto.flows.wait import wait
from aiuto.flows.watch_promises import watch_promises
from aiuto.flows.write_first import write_first
from aiuto.people.queries import User
from aiuto.tickets.errors import NotFound
from aiuto.tickets.queries import Direction, State
from aiuto.tickets.queries.causes import branches

SENT_AFTER = timedelta(seconds=20)
STILL_UNREAD = timedelta(hours=3)
ADDRESSES = {"customers": "assistenza@lumiera.example", "colleagues": "interno@lumiera.example"}


class Play:
    """The stage: who acts, and how far each story has come."""

    def __init__(self, company: Company, *, people: dict[str, User], desks: dict[str, int]) -> None:
        self.company = company
        self.people = people
        self.desks = desks
        self.references: dict[str, str] = {}
        self.answers: dict[str, Answered] = {}
        self.mails: dict[str, str] = {}
        self.said: defaultdict[str, list[int]] = defaultdict(list)
        self.recoveries: dict[str, int] = {}
        self.day = date.min

    def run(self) -> None:
        """Everything, from the first step to now."""
        for step in self.company.steps:
            if step.at.date() != self.day:
                self.day = step.at.date()
                close_solved(now=step.at)
            watch_promises(now=step.at)
            _VERBS[step.verb](self, step, self.company.stories[step.story])

    def catch_up(self, now: datetime) -> None:
        """Everybody reads what they may see, as if it were `now`; what has gone on since stays unread."""
        moved = {self.references.get(step.story) for step in self.company.steps if step.at > now}
        for reference in set(self.references.values()) - moved:
            for user in self.people.values():
                with suppress(NotFound):
                    look(reference, user=user, writing=False, now=now)

    def mail(self, step: Step, story: Story) -> None:
        extras: dict[str, Any] = {n: tuple(x) if isinstance(x, list) else x for n, x in step.extras.items()}
        mail = Mail(
            asker=story.asker,
            to=ADDRESSES[story.desk],
            subject=story.subject,
            text=step.text,
            at=step.at,
            answered=self.answers.get(story.key),
            follows=self.mails.get(story.key, ""),
            **extras,
        )
        self.mails[story.key] = message_id(mail)
        self._receive(written(mail), step, sender=story.asker.email)

    def bounce(self, step: Step, story: Story) -> None:
        answer = self.answers[story.key]
        raw = bounced(
            message_id=answer.message_id,
            recipient=story.asker.email,
            mailbox=ADDRESSES[story.desk],
            at=step.at,
        )
        self._receive(raw, step, sender="")

    def reply(self, step: Step, story: Story) -> None:
        then = State(step.words[1]) if len(step.words) > 1 else None
        reference, user = self.references[story.key], self.actor(step)
        sent = reply(reference, user=user, text=step.text, now=step.at, then=then)
        heed(reference, step, user=user, direction=Direction.OUT)
        self.answers[story.key] = Answered(sent.message_id, sent.text, sent.sender, sent.at)
        let_leave(now=step.at + SENT_AFTER)

    def first(self, step: Step, story: Story) -> None:
        sent = write_first(
            self.desks[story.desk],
            to=story.asker.email,
            name=story.asker.name,
            subject=story.subject,
            text=step.text,
            by=self.actor(step),
            now=step.at,
        )
        self.references[story.key] = sent.ticket.reference
        self.answers[story.key] = Answered(sent.message_id, sent.text, sent.sender, sent.at)
        let_leave(now=step.at + SENT_AFTER)

    def note(self, step: Step, story: Story) -> None:
        reference, user = self.references[story.key], self.actor(step)
        add_note(reference, user=user, text=step.text, now=step.at)
        heed(reference, step, user=user, direction=Direction.NOTE)

    def spoken(self, step: Step, story: Story) -> None:
        """A call or a visit; what opens a story names who it was."""
        known = self.references.get(story.key)
        asker = story.asker
        message = note_contact(
            Spoken(
                channel={"call": "phone"}.get(step.verb, step.verb),
                direction=step.words[1],
                at=step.at,
                text=step.text,
                seconds=step.extras.get("seconds"),
            ),
            who=Who() if known else Who(name=asker.name, phone=asker.phone, email=asker.email),
            about=known or Subject(desk=self.desks[story.desk], subject=story.subject),
            user=self.actor(step),
            now=step.at,
            then=step.words[2] if len(step.words) > 2 else "open",
        )
        self.references[story.key] = message.ticket.reference

    def assign(self, step: Step, story: Story) -> None:
        owner = self.people[step.words[-1]].pk
        assign(self.references[story.key], user=self.actor(step), owner=owner, now=step.at)

    def tag(self, step: Step, story: Story) -> None:
        tag(self.references[story.key], user=self.actor(step), add=step.words[1:], now=step.at)

    def cause(self, step: Step, story: Story) -> None:
        """One of the given causes, by its key."""
        given = next(each.root.pk for each in branches() if each.root.given == step.words[1])
        set_cause(self.references[story.key], cause=given, user=self.actor(step), now=step.at)

    def hold(self, step: Step, story: Story) -> None:
        """Until so many days after the newest step of all: a hold that is still on today."""
        until = self.company.steps[-1].at + timedelta(days=int(step.words[1]))
        hold(self.references[story.key], user=self.actor(step), until=until, now=step.at)

    def wait(self, step: Step, story: Story) -> None:
        wait(self.references[story.key], user=self.actor(step), now=step.at)

    def solve(self, step: Step, story: Story) -> None:
        solve(self.references[story.key], user=self.actor(step), now=step.at)

    def close(self, step: Step, story: Story) -> None:
        close(self.references[story.key], user=self.actor(step), now=step.at)

    def merge(self, step: Step, story: Story) -> None:
        into = self.references[step.words[1]]
        merge(self.references[story.key], into=into, user=self.actor(step), now=step.at)
        self.references[story.key] = into

    def _receive(self, raw: bytes, step: Step, *, sender: str) -> None:
        story = self.company.stories[step.story]
        receipt = receive_message(
            raw, via="smtp", envelope_from=sender, envelope_to=(ADDRESSES[story.desk],), now=step.at
        )
        if receipt.ticket:
            self.references[story.key] = receipt.ticket
        if receipt.message:
            self.said[story.key].append(receipt.message)

    def actor(self, step: Step) -> User:
        return self.people[step.words[0]]


_VERBS: dict[str, Callable[[Play, Step, Story], None]] = {
    "mail": Play.mail,
    "bounce": Play.bounce,
    "reply": Play.reply,
    "first": Play.first,
    "note": Play.note,
    "call": Play.spoken,
    "visit": Play.spoken,
    "assign": Play.assign,
    "tag": Play.tag,
    "cause": Play.cause,
    "hold": Play.hold,
    "wait": Play.wait,
    "solve": Play.solve,
    "close": Play.close,
    "merge": Play.merge,
    **amends.VERBS,
}


def play(company: Company, *, people: dict[str, User], desks: dict[str, int], until: datetime) -> None:
    """The whole month. What is due by then has left, and all but the newest has been read."""
    stage = Play(company, people=people, desks=desks)
    stage.run()
    watch_promises(now=until)
    let_leave(now=until)
    stage.catch_up(until - STILL_UNREAD)
