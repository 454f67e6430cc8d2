"""What a recovery should do at every act, told without a database: the life of a real one is held against it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.flows.recovering import APOLOGY, IN_NEW_WORDS

KINDS = ("apologise", "act", "compassion", "compensate", "follow_up")
BY_HAND = ("act", "compassion", "compensate")
WHOLE = (APOLOGY, IN_NEW_WORDS)
"""Texts that apologise for real, and name what it meant."""
PATIENCE = timedelta(days=7)


@dataclass
class Sent:
    """An answer of ours, and whether its apology counts."""

    text: str
    counts: bool


@dataclass
class Supposed:
    """Each act says whether it is to be done, and remembers what follows of it.

    `dues` is when each step is due, which the clocks say; `blocked`: somebody has said what blocks it, for good.
    `given` is the state of what was given last, `made_good`: something has reached the customer.
    """

    steps: dict[str, str] = field(default_factory=lambda: dict.fromkeys(KINDS, "due"))
    evidence: dict[str, Sent] = field(default_factory=dict)
    round: int = 1
    again: bool = False
    closed: bool = False
    asked_at: datetime | None = None
    sent: list[Sent] = field(default_factory=list)
    asked: list[tuple[str, str, int]] = field(default_factory=list)
    given: str = ""
    made_good: bool = False
    dues: dict[str, datetime] = field(default_factory=dict)
    blocked: bool = False

    @property
    def is_unpaid(self) -> bool:
        return self.given in ("proposed", "approved", "failed")

    @property
    def state(self) -> str:
        if self.closed:
            return "closed"
        if all(self.steps[kind] != "due" for kind in KINDS[:-1]):
            return "awaiting"
        return "reopened" if self.again or self.round > 1 else "open"

    def is_due(self, kind: str) -> bool:
        return not self.closed and self.steps[kind] == "due"

    def stands_still(self, now: datetime) -> bool:
        waits = {kind for what, kind, again in self.asked if (what, again) == ("waive", self.round)}
        if self.asked_at:
            waits.add("follow_up")
        late = {kind for kind, due in self.dues.items() if self.is_due(kind) and due < now} - waits
        return not self.blocked and bool(late - {"compensate"} if self.given == "proposed" else late)

    @property
    def onward(self) -> tuple[str, str]:
        """The act that brings it nearer to its end."""
        due = next((kind for kind in KINDS if self.steps[kind] == "due"), None)
        if due == "apologise":
            return "say", next((text for text in WHOLE if not self._was_said(text)), WHOLE[0])
        if due in (None, "compensate") and self.is_unpaid:
            return ("approve", "") if self.given == "proposed" else ("pay", "")
        return {None: ("close", ""), "follow_up": ("hear", "content")}.get(due, ("do", due or ""))

    def say(self, text: str, now: datetime) -> bool:
        counts = text in WHOLE and not self._was_said(text) and not self.closed
        message = Sent(text, counts)
        self.sent.append(message)
        if message.counts:
            self._end("apologise", now, by=message)
        if text in WHOLE:
            self._end("compassion", now, by=message)
        return True

    def undo(self, _what: str, _now: datetime) -> bool:
        """What was closed on the words that are taken back is under way again."""
        if self.sent:
            message = self.sent.pop()
            undone = [kind for kind, by in self.evidence.items() if by is message]
            for kind in undone:
                self.again = self.again or self.closed
                self.closed, self.steps[kind] = False, "due"
                del self.evidence[kind]
        return True

    def do(self, kind: str, now: datetime) -> bool:
        over = kind == "compensate" and self.is_unpaid
        return kind in BY_HAND and not over and self._end(kind, now)

    def hear(self, answer: str, now: datetime) -> bool:
        if not self.is_due("follow_up") or self.steps["act"] == "due":
            return False
        if answer == "none" and (self.asked_at is None or now < self.asked_at + PATIENCE):
            return False
        self._end("follow_up", now)
        if answer in ("partly", "not"):
            for kind in KINDS:
                self._withdraw(kind)
            self.round, self.steps, self.asked_at = self.round + 1, dict.fromkeys(KINDS, "due"), None
            self.evidence.clear()
        return True

    def ask(self, _what: str, now: datetime) -> bool:
        if not self.is_due("follow_up") or self.steps["act"] == "due" or self.asked_at:
            return False
        self.asked_at = now
        return True

    def block(self, _what: str, _now: datetime) -> bool:
        self.blocked = self.blocked or not self.closed
        return not self.closed

    def waive(self, kind: str, now: datetime) -> bool:
        asks = ("waive", kind, self.round)
        if not self.is_due(kind) or asks in self.asked or self.stands_still(now):
            return False
        if kind == "compensate" and self.is_unpaid:
            return False
        self.asked.append(asks)
        return True

    def give(self, size: str, _now: datetime) -> bool:
        """What is much, and what comes after something else, a second person decides."""
        if self.closed or self.given in ("proposed", "approved", "sent", "failed"):
            return False
        asks = size == "much" or self.made_good
        self.given = "proposed" if asks else "approved"
        if asks:
            self.asked.append(("give", "", 0))
        return True

    def approve(self, _what: str, now: datetime) -> bool:
        """The newest question that is still to be decided."""
        if not self.asked:
            return True
        if self.asked[-1][:2] == ("waive", "compensate") and self.is_unpaid:
            return False
        what, kind, _round = self.asked.pop()
        if what == "waive":
            return self._end(kind, now, as_="waived")
        self.given = "approved"
        return True

    def decline(self, _what: str, _now: datetime) -> bool:
        if self.asked and self.asked.pop()[0] == "give":
            self.given = "declined"
        return True

    def call_off(self, _what: str, _now: datetime) -> bool:
        if self.given != "approved":
            return False
        self.given = "declined"
        return True

    def pay(self, _what: str, now: datetime) -> bool:
        if self.given not in ("approved", "failed"):
            return False
        self.given = "sent"
        self._end("compensate", now)
        return True

    def arrive(self, how: str, _now: datetime) -> bool:
        if self.given != "sent":
            return False
        self.given = "confirmed" if how == "yes" else "failed"
        self.made_good = self.made_good or how == "yes"
        if how == "no" and self.steps["compensate"] == "done":
            self.again = self.again or self.closed
            self.closed, self.steps["compensate"] = False, "due"
        return True

    def close(self, _what: str, _now: datetime) -> bool:
        if self.closed or "due" in self.steps.values() or self.is_unpaid:
            return False
        self.closed = True
        return True

    def _withdraw(self, kind: str) -> None:
        """Nobody decides whether a step is left out that is due no longer."""
        self.asked = [asks for asks in self.asked if asks != ("waive", kind, self.round)]

    def _was_said(self, text: str) -> bool:
        return any(one.counts and one.text == text for one in self.sent)

    def _end(self, kind: str, now: datetime, *, by: Sent | None = None, as_: str = "done") -> bool:
        if not self.is_due(kind):
            return False
        self.steps[kind] = as_
        self._withdraw(kind)
        if by:
            self.evidence[kind] = by
        self.again = self.again and self.state != "awaiting"
        return True
