"""What a desk owes, told a second time by the plain rules of `docs/explanation/promises.md`; knows nothing of aiuto.

Every moment is a whole minute in UTC.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tests.promises.hours import Hours

OURS = ("new", "open")
FOLLOW_UP_DAYS = 2
ANSWERED = ("first_answer", "next_update")
USUALLY = {"first_answer": "opening", "next_update": "silence"}
Rules = dict[tuple[str, str], tuple[int, str]]
"""A kind and what starts it: within how many open minutes, and what keeps it."""


@dataclass(eq=False)
class Owed:
    """One promise; `rule`: no person gave their word. `starts` is what a rule counts from, `kept` what keeps it.

    A solution `stopped` while the customer was waited for, and `goes_on` as another, which `went_on` then after the one
    `before`.
    """

    kind: str
    rule: bool
    made: datetime
    due: datetime
    bare: bool = False
    state: str = "open"
    closed: datetime | None = None
    broken: datetime | None = None
    responded: datetime | None = None
    recounts: bool = False
    starts: str = ""
    kept: str = "hand"
    stopped: bool = False
    goes_on: bool = False
    before: "Owed | None" = None
    went_on: datetime | None = None

    @property
    def is_heard_of(self) -> bool:
        """Whether its customer hears from us by then."""
        return self.state == "open" and self.kept != "solved" and self.starts != "solved"

    def shown(self) -> tuple[object, ...]:
        return (
            self.kind,
            self.rule,
            self.made,
            self.due,
            self.state,
            self.closed,
            self.broken,
            self.responded,
        )

    def close(self, state: str, at: datetime) -> None:
        self.state, self.closed = state, at

    def lapse(self, at: datetime) -> None:
        """Its time was over before anybody looked."""
        if self.state == "open" and self.due <= at and not self.recounts:
            self.state, self.broken = "broken", at

    def keep(self, at: datetime) -> None:
        self.lapse(at)
        self.close("kept_late" if self.state == "broken" else "kept", at)


@dataclass(eq=False)
class Request:
    """`waiting` since when the customer waits, `turn` by when somebody must have turned to them."""

    name: str
    state: str = "new"
    waiting: datetime | None = None
    turn: datetime | None = None
    held: datetime | None = None
    sleeps: datetime | None = None
    merged: bool = False
    promises: list[Owed] = field(default_factory=list)

    @property
    def owed(self) -> list[Owed]:
        return [each for each in self.promises if each.closed is None]

    @property
    def open(self) -> list[Owed]:
        return [each for each in self.promises if each.state == "open"]

    @property
    def next_due(self) -> datetime | None:
        return min((each.due for each in self.owed), default=None)

    @property
    def words(self) -> list[Owed]:
        """What somebody promised that its end asks about."""
        return [each for each in self.open if not each.rule and not each.bare]


Standing = tuple[Request, dict[str, object], dict[Owed, dict[str, object]]]


def _as_it_is(request: Request) -> Standing:
    return request, dict(vars(request)), {each: dict(vars(each)) for each in request.promises}


class Oracle:
    """One desk: its hours, how soon it answers and sends news, and how long anybody waits at most."""

    def __init__(self, hours: Hours, *, answer: int, news: int, ceiling: int) -> None:
        self.hours, self.minutes = hours, {"first_answer": answer, "next_update": news}
        self.ceiling = ceiling
        self.rules: Rules = {}
        self.requests: list[Request] = []
        self.before: list[Standing] = []

    def opened(self, name: str, at: datetime, *, since: datetime | None = None) -> Request:
        """A customer writes for the first time, or a message of theirs becomes a request of its own."""
        request = Request(name, waiting=since or at)
        self.requests.append(request)
        self._by_rule(request, "first_answer", since or at)
        if ("fix", "opening") in self.rules:
            self._by_rule(request, "fix", since or at, "opening")
        self._place(request)
        return request

    def wrote(self, request: Request, at: datetime) -> None:
        if request.state != "new":
            request.state = "open"
        request.held = request.sleeps = None
        request.waiting = request.waiting or at
        self._heard(request, at)
        self._settle(request, at)

    def answered(self, request: Request, at: datetime, *, helps: bool, then: str) -> bool:
        """False where a word that was given forbids the end."""
        if then == "solved" and request.words:
            return False
        stays = (then or request.state) == "hold"
        for each in request.owed:
            if stays and each.bare and each.due == request.held:
                continue
            if each.kept == "human" or (each.kept == "helpful" and helps):
                each.responded = each.responded or at
                each.keep(at)
            elif each.kind == "first_answer":
                each.responded = each.responded or at
        was, request.state = request.state, then or ("open" if request.state == "new" else request.state)
        request.waiting = request.sleeps = None
        if request.state != "hold":
            request.held = None
        self._rest(request, at, is_new=was != request.state)
        self._settle(request, at)
        return True

    def waits(self, request: Request, at: datetime) -> None:
        self._move(request, "waiting")
        request.waiting = None
        self._rest(request, at)
        self._settle(request, at)

    def put_on_hold(self, request: Request, at: datetime, *, until: datetime) -> None:
        self._move(request, "hold")
        request.held = until
        for each in request.open:
            if each.bare and each.due > at:
                each.close("moot", at)
        self._end(request, ("next_update",), at)
        request.promises.append(Owed("next_update", False, at, until, bare=True, kept="helpful"))
        self._settle(request, at)

    def solved(self, request: Request, at: datetime) -> bool:
        if request.words:
            return False
        self._move(request, "solved")
        request.waiting = None
        self._rest(request, at)
        self._settle(request, at)
        return True

    def reopened(self, request: Request, at: datetime) -> None:
        self._move(request, "open")
        request.waiting = request.waiting or at
        self._settle(request, at)

    def merged(self, request: Request, into: Request, at: datetime) -> None:
        self.before = [_as_it_is(each) for each in (request, into)]
        self._end(request, (*ANSWERED, "fix"), at)
        into.promises += request.owed
        request.promises = [each for each in request.promises if each not in request.owed]
        into.waiting = min((at for at in (request.waiting, into.waiting) if at), default=None)
        if into.waiting and into.state in ("waiting", "solved"):
            into.state = "open"
        request.merged, request.waiting = True, None
        self._move(request, "closed")
        self._place(request)
        self._settle(into, at)

    def unmerged(self, at: datetime) -> None:
        """The last merge is undone: what it ended is owed again, what it promised is not."""
        made = [each for request, *_ in self.before for each in request.promises]
        for request, was, promises in self.before:
            vars(request).update(was, promises=list(promises))
            for each, stood in promises.items():
                broken, goes_on = each.broken, each.goes_on
                vars(each).update(stood, goes_on=goes_on)
                if broken and each.state == "open":
                    each.state, each.broken = "broken", broken
                if each in made:
                    made.remove(each)
        into = self.before[1][0]
        for each in made:
            if each.kept != "solved":
                each.close("moot", at)
            into.promises.append(each)
        for request, *_ in self.before:
            if request.state == "waiting":
                self._rest(request, at)
            elif request.state in ("solved", "closed"):
                self._end(request, ("fix",), at)
            self._settle(request, at)

    def promised(self, request: Request, kind: str, at: datetime, *, due: datetime) -> None:
        request.promises.append(Owed(kind, False, at, due))
        self._settle(request, at)

    def renegotiated(self, request: Request, promise: Owed, at: datetime, *, due: datetime) -> bool:
        if promise.state != "open" or promise.due <= at:
            return False
        promise.close("renegotiated", at)
        self.promised(request, promise.kind, at, due=due)
        return True

    def fulfilled(self, request: Request, promise: Owed, at: datetime) -> None:
        promise.keep(at)
        if promise.kind == "delivery" and ("follow_up", "delivered") in self.rules:
            self._by_rule(request, "follow_up", at, "delivered")
        elif promise.kind == "delivery":
            after = self.hours.days_later(at, FOLLOW_UP_DAYS)
            request.promises.append(Owed("follow_up", True, at, after))
        self._settle(request, at)

    def dropped(self, request: Request, promise: Owed, at: datetime, *, state: str) -> None:
        promise.close(state, at)
        self._settle(request, at)

    def change_hours(self, hours: Hours) -> None:
        """What rules promised is counted anew at the next look; what was told stays."""
        self.hours = hours
        for request in self.requests:
            for each in request.open:
                each.recounts = bool(each.starts) or each.kept == "solved"

    def looked(self, at: datetime) -> None:
        """The worker was here: holds end, sleepers wake, and what is over is broken, once."""
        for request in self.requests:
            if request.held and request.held <= at:
                self.reopened(request, at)
            if request.sleeps and request.sleeps <= at:
                request.sleeps = None
            self._look(request, at)

    def order(self) -> list[Request]:
        """Who needs help first."""
        here = [each for each in self.requests if each.state in OURS and not each.merged and not each.sleeps]
        return sorted(here, key=lambda each: (each.turn, each.name))

    def _look(self, request: Request, at: datetime) -> None:
        moved = [each for each in request.open if each.recounts]
        for each in moved:
            each.due, each.recounts = self._anew(each), False
        over = [each for each in request.open if each.due <= at]
        for each in over:
            each.state, each.broken = "broken", at
        if moved or over:
            self._settle(request, at)

    def _anew(self, promise: Owed) -> datetime:
        """By the rules and the hours of now; of one that went on, what was left when it stopped."""
        if promise.before and promise.before.closed and promise.went_on:
            stopped, due = promise.before.closed, self._anew(promise.before)
            left = self.hours.between(stopped, due) if due > stopped else 0
            return self.hours.after(promise.went_on, left)
        minutes, promise.kept = self._terms(promise.kind, promise.starts)
        return self.hours.after(promise.made, minutes)

    def _heard(self, request: Request, at: datetime) -> None:
        """Where a rule counts from their message news are due by then, unless they are sooner or an answer is owed."""
        if ("next_update", "message") not in self.rules:
            return
        due = self.hours.after(at, self.rules["next_update", "message"][0])
        news = [each for each in request.open if each.rule and each.kind in ANSWERED]
        if not any(
            each.kind == "first_answer" or each.starts == "message" or each.due <= due for each in news
        ):
            self._end(request, ("next_update",), at)
            self._by_rule(request, "next_update", at, "message")

    def _rest(self, request: Request, at: datetime, *, is_new: bool = True) -> None:
        """What the state means for older promises; `is_new`: it was not so before."""
        if request.state == "waiting":
            self._end(request, ("next_update",), at)
            self._stop(request, at)
        elif request.state == "solved":
            for each in request.open:
                if each.bare:
                    each.close("moot", at)
            follows = any(each.kind == "follow_up" for each in request.owed)
            for each in request.owed:
                if each.kept == "solved":
                    each.keep(at)
            self._end(request, ANSWERED, at)
            if is_new and not follows and ("follow_up", "solved") in self.rules:
                self._by_rule(request, "follow_up", at, "solved")

    def _stop(self, request: Request, at: datetime) -> None:
        for each in request.owed:
            if each.kept == "solved":
                each.lapse(at)
                if each.state == "open":
                    each.close("moot", at)
                    each.stopped = True

    def _end(self, request: Request, kinds: Sequence[str], at: datetime) -> None:
        """Nobody needs what rules promised; what was broken stays so."""
        for each in request.owed:
            if each.rule and each.kind in kinds:
                each.lapse(at)
                each.close("moot" if each.state == "open" else "broken", at)

    def _settle(self, request: Request, at: datetime) -> None:
        """Never silence; a solution that had stopped goes on with the minutes that were left."""
        if request.state in (*OURS, "hold") and not request.merged:
            for each in [one for one in request.promises if one.stopped and not one.goes_on]:
                due = self.hours.after(at, self.hours.between(each.closed or at, each.due))
                more = Owed("fix", True, each.made, due, kept="solved", before=each, went_on=at)
                request.promises.append(more)
                each.goes_on = True
        heard = [each for each in request.open if each.is_heard_of]
        if request.state == "hold" and ("next_update", "hold") in self.rules:
            due = self.hours.after(at, self.rules["next_update", "hold"][0])
            if not any(each.rule for each in heard) and request.held and due < request.held:
                self._by_rule(request, "next_update", at, "hold")
        if request.state in OURS and not request.merged and not heard:
            late = any(each.kind == "first_answer" for each in request.owed)
            self._by_rule(
                request, "first_answer" if request.state == "new" and not late else "next_update", at
            )
        self._place(request)

    def _by_rule(self, request: Request, kind: str, at: datetime, starts: str = "") -> None:
        starts = starts or USUALLY[kind]
        minutes, kept = self._terms(kind, starts)
        due = self.hours.after(at, minutes)
        request.promises.append(Owed(kind, True, at, due, starts=starts, kept=kept))

    def _terms(self, kind: str, starts: str) -> tuple[int, str]:
        return self.rules.get((kind, starts)) or (self.minutes[kind], "helpful")

    def _place(self, request: Request) -> None:
        longest = self.hours.after(request.waiting, self.ceiling) if request.waiting else None
        request.turn = min((at for at in (longest, request.next_due) if at), default=None)

    @staticmethod
    def _move(request: Request, to: str) -> None:
        request.state, request.held, request.sleeps = to, None, None
