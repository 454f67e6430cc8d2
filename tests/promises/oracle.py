"""What a desk owes, told a second time by the plain rules of `docs/explanation/promises.md`; knows nothing of aiuto.

Every moment is a whole minute in UTC.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tests.promises.hours import Hours
from tests.promises.standing import Owed, Request

OURS = ("new", "open")
FOLLOW_UP_DAYS = 2
REMIND_DAYS = (3, 4, 3)
"""Of work, each after the word before: to the first reminder, to the second, and to the word that it is solved."""
ANSWERED = ("first_answer", "next_update")
USUALLY = {"first_answer": "opening", "next_update": "silence"}
Rules = dict[tuple[str, str], tuple[int, str]]
"""A kind and what starts it: within how many open minutes, and what keeps it."""


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
        self.away: list[tuple[str, datetime, datetime]] = []

    def opened(self, name: str, at: datetime, *, since: datetime | None = None) -> Request:
        """A customer writes for the first time, or a message of theirs becomes a request of its own."""
        request = Request(name, waiting=since or at)
        self.requests.append(request)
        self._by_rule(request, "first_answer", since or at)
        if ("fix", "opening") in self.rules:
            self._by_rule(request, "fix", since or at, "opening")
        self._place(request, at)
        return request

    def wrote(self, request: Request, at: datetime) -> None:
        if request.state != "new":
            request.state = "open"
        request.held = request.sleeps = None
        request.waiting = request.waiting or at
        self._heard(request, at)
        self._settle(request, at)

    def answered(self, request: Request, at: datetime, *, helps: bool, then: str, by: str) -> bool:
        """False where a word that was given forbids the end; what was nobody's is theirs who answered."""
        if then == "solved" and request.words:
            return False
        request.owner = request.owner or by
        stays = (then or request.state) == "hold"
        for each in request.owed:
            if stays and each.bare and each.due == request.held:
                continue
            if each.kept == "human" or (each.kept == "helpful" and helps):
                each.say(at)
            elif each.kind == "first_answer":
                each.responded = each.responded or at
        was, request.state = request.state, then or ("open" if request.state == "new" else request.state)
        request.waiting = request.sleeps = None
        if request.state != "hold":
            request.held = None
        self._rest(request, at, is_new=was != request.state)
        self._settle(request, at)
        return True

    def called(self, request: Request, at: datetime, *, by: str) -> None:
        """We rang them: an answer, and what was promised as a call; only the first of several."""
        was = [each for each in request.owed if each.kind == "call_back"]
        self.answered(request, at, helps=True, then="open", by=by)
        for each in sorted(was, key=lambda each: each.due)[:1]:
            each.say(at)
        self._settle(request, at)

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
        self._end(request, (*ANSWERED, "fix", "reminder"), at)
        into.promises += request.owed
        request.promises = [each for each in request.promises if each not in request.owed]
        into.waiting = min((at for at in (request.waiting, into.waiting) if at), default=None)
        if into.waiting and into.state in ("waiting", "solved"):
            into.state = "open"
        request.merged, request.waiting = True, None
        self._move(request, "closed")
        self._place(request, at)
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
                self._stop(request, at)
            elif request.state in ("solved", "closed"):
                self._end(request, ("fix",), at)
            self._settle(request, at)

    def promised(
        self, request: Request, kind: str, at: datetime, *, due: datetime, until: datetime | None = None
    ) -> None:
        request.promises.append(Owed(kind, False, at, due, until=until))
        self._settle(request, at)

    def renegotiated(
        self,
        request: Request,
        promise: Owed,
        at: datetime,
        *,
        due: datetime,
        until: datetime | None = None,
    ) -> bool:
        if promise.state != "open" or promise.due <= at:
            return False
        promise.close("renegotiated", at)
        self.promised(request, promise.kind, at, due=due, until=until)
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

    def reminded(self, at: datetime) -> None:
        """The worker wrote to whom we wait for: twice, then that it is taken as solved; not while a word is owed."""
        for request in self.requests:
            for each in [one for one in request.owed if one.kind == "reminder" and one.due <= at]:
                if any(not one.rule and one.kind != "follow_up" for one in request.open):
                    self._end(request, ("reminder",), at)
                    continue
                each.say(at)
                said = len(self._said(request, each))
                if said < len(REMIND_DAYS):
                    self._remind(request, since=each.made, before=at, days=REMIND_DAYS[said])
                else:
                    self._move(request, "solved")
                    request.waiting = None
                    self._rest(request, at, is_new=False)
                self._settle(request, at)

    @staticmethod
    def _said(request: Request, promise: Owed) -> list[datetime]:
        """When they were reminded in the same wait."""
        same = [each for each in request.promises if each.kind == "reminder" and each.made == promise.made]
        return sorted(each.closed for each in same if each.state in ("kept", "kept_late") and each.closed)

    def uncovered(self, at: datetime) -> set[str]:
        """Requests on which something is due within a fortnight while whoever looks after them is away."""
        until = at + timedelta(days=14)
        theirs = [each for each in self.requests if each.next_due and each.next_due < until]
        return {
            request.name
            for request in theirs
            for each in request.ours
            if each.due < until and self.is_away(request.owner, max(at, each.due))
        }

    def is_away(self, who: str | None, at: datetime) -> bool:
        return any(who == name and begins <= at < ends for name, begins, ends in self.away)

    def given(self, request: Request, owner: str) -> None:
        """Somebody else looks after it now; whoever takes a new one has begun with it."""
        request.owner = owner
        request.state = "open" if request.state == "new" else request.state

    def order(self) -> list[Request]:
        """Who needs help first."""
        here = [each for each in self.requests if each.state in OURS and not each.merged and not each.sleeps]
        return sorted(here, key=lambda each: (each.turn, each.name))

    def _look(self, request: Request, at: datetime) -> None:
        moved = [each for each in request.open if each.recounts]
        for each in moved:
            each.due, each.recounts = self._anew(each, request), False
            each.until = self.hours.end_of_day(each.due) if each.kind == "reminder" else None
        ours = [each for each in request.open if each in request.ours]
        over = [each for each in ours if each.is_over(at)]
        begun = [each for each in ours if each.until and each.due <= at and not each.begun]
        for each in over:
            each.state, each.broken = "broken", at
        for each in begun:
            each.begun = True
        if moved or over or begun:
            self._settle(request, at)

    def _anew(self, promise: Owed, request: Request) -> datetime:
        """By the rules and the hours of now; of one that went on, what was left when it stopped."""
        if promise.kind == "reminder":
            said = self._said(request, promise)
            return self.hours.days_later([promise.made, *said][-1], REMIND_DAYS[len(said)])
        if promise.before and promise.before.closed and promise.went_on:
            stopped, due = promise.before.closed, self._anew(promise.before, request)
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
            self._stop(request, at)
            self._end(request, ("reminder",), at)
            self._remind(request, since=at, before=at, days=REMIND_DAYS[0])
        elif request.state == "solved":
            for each in request.open:
                if each.bare:
                    each.close("moot", at)
            follows = any(each.kind == "follow_up" for each in request.owed)
            for each in request.owed:
                if each.kept == "solved":
                    each.keep(at)
            self._end(request, (*ANSWERED, "reminder"), at)
            if is_new and not follows and ("follow_up", "solved") in self.rules:
                self._by_rule(request, "follow_up", at, "solved")

    def _remind(self, request: Request, *, since: datetime, before: datetime, days: int) -> None:
        """At an open hour so many days after the word before, and on no other day; it names the wait it belongs to."""
        due = self.hours.days_later(before, days)
        until = self.hours.end_of_day(due)
        request.promises.append(Owed("reminder", True, since, due, until=until, starts="turn", kept="sent"))

    def _stop(self, request: Request, at: datetime) -> None:
        """News are not due, and a solution's time stops."""
        self._end(request, ("next_update",), at)
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
        if request.state != "waiting" or request.merged:
            self._end(request, ("reminder",), at)
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
        self._place(request, at)

    def _by_rule(self, request: Request, kind: str, at: datetime, starts: str = "") -> None:
        starts = starts or USUALLY[kind]
        minutes, kept = self._terms(kind, starts)
        due = self.hours.after(at, minutes)
        request.promises.append(Owed(kind, True, at, due, starts=starts, kept=kept))

    def _terms(self, kind: str, starts: str) -> tuple[int, str]:
        return self.rules.get((kind, starts)) or (self.minutes[kind], "helpful")

    def _place(self, request: Request, at: datetime) -> None:
        request.next_due = min((each.next_due(at) for each in request.ours), default=None)
        longest = self.hours.after(request.waiting, self.ceiling) if request.waiting else None
        request.turn = min((at for at in (longest, request.next_due) if at), default=None)

    @staticmethod
    def _move(request: Request, to: str) -> None:
        request.state, request.held, request.sleeps = to, None, None
