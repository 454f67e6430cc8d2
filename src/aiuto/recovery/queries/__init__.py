"""Reading recoveries. What is shown starts from `visible_to` or `reach`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from aiuto.approvals.models import Approval
from aiuto.approvals.models import Kind as ApprovalKind
from aiuto.approvals.models import State as Decision
from aiuto.people.models import Role, User
from aiuto.people.queries import desks_of
from aiuto.recovery.asking import ANSWERS as ANSWERS
from aiuto.recovery.choosing import choices as choices
from aiuto.recovery.errors import NotFound
from aiuto.recovery.models import IS_UNDER_WAY as IS_UNDER_WAY
from aiuto.recovery.models import UNDER_WAY as UNDER_WAY
from aiuto.recovery.models import Answer as Answer
from aiuto.recovery.models import Apology, Blocker, Dismissal, Step
from aiuto.recovery.models import Blocks as Blocks
from aiuto.recovery.models import Compensation as Compensation
from aiuto.recovery.models import Good as Good
from aiuto.recovery.models import Goods as Goods
from aiuto.recovery.models import Loss as Loss
from aiuto.recovery.models import Payment as Payment
from aiuto.recovery.models import Recovery as Recovery
from aiuto.recovery.models import Severity as Severity
from aiuto.recovery.models import State as State
from aiuto.recovery.models import StepKind as StepKind
from aiuto.recovery.models import StepState as StepState
from aiuto.rows.asking import Question
from aiuto.rows.together import together
from aiuto.tickets.queries import reach
from aiuto.tickets.queries.merged import merged_into

PAST, ALL = 3, 50
SOME_DAY = datetime.max.replace(tzinfo=UTC)
WAITS_FOR_LEAD = Exists(
    Approval.objects.filter(
        Q(kind=ApprovalKind.WAIVER, about=OuterRef("pk"))
        | Q(kind=ApprovalKind.ENDING, about=OuterRef("recovery")),
        state=Decision.ASKED,
    )
)
"""Of a step: somebody was asked to agree that it is left out, by itself or as all is closed with dignity."""


def visible_to(user: User) -> QuerySet[Recovery]:
    """The recoveries of the desks that this person's teams serve."""
    return Recovery.objects.filter(desk__in=desks_of(user))


def recovery_for(user: User, recovery_id: int) -> Recovery:
    """One of a request that this person may open. Raises NotFound for missing and forbidden alike."""
    named = Recovery.objects.select_related("ticket__desk__schedule", "owner", "customer", "earlier")
    found = named.filter(reach(user, "ticket__"), pk=recovery_id).first()
    if found is None:
        raise NotFound
    return found


def under_way(ticket: int) -> Recovery | None:
    """The newest that is not closed, of this ticket or of one that was merged into it. One statement."""
    found = _UNDER_WAY.ask(ticket)
    return found[0] if found else None


def of_ticket(ticket: int) -> Q:
    """Of this one, or of one that was merged into it."""
    return Q(ticket__in=merged_into(ticket))


_UNDER_WAY = Question(
    lambda ticket: (
        Recovery.objects.select_related("desk__schedule", "owner", "customer")
        .filter(of_ticket(ticket), IS_UNDER_WAY)
        .order_by("-id")
    ),
    int,
)
_STEPS = Question(
    lambda ticket: (
        Step.objects.select_related("recovery__owner", "done_by")
        .filter(
            recovery__in=Recovery.objects.filter(of_ticket(ticket), IS_UNDER_WAY).values("pk"),
        )
        .annotate(waits_for_lead=WAITS_FOR_LEAD, said_by=F("evidence__direction"))
        .order_by("-recovery", "-round", "id")
    ),
    int,
)
_GIVEN = Question(
    lambda ticket: (
        Compensation.objects.select_related("recovery", "delivery")
        .filter(recovery__in=Recovery.objects.filter(of_ticket(ticket)).values("pk"))
        .exclude(state=Payment.DECLINED)
        .order_by("-id")
    ),
    int,
)
_BLOCKERS = Question(
    lambda ticket: (
        Blocker.objects.select_related("promise__made_by", "promise__desk", "promise__ticket")
        .filter(
            recovery__in=Recovery.objects.filter(of_ticket(ticket), IS_UNDER_WAY).values("pk"),
            promise__closed_at__isnull=True,
        )
        .order_by("-id")
    ),
    int,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A recovery that is under way and the steps of its round, in their order.

    `given` is what was proposed or given in it, the newest first. `before` it the same failed; `said` is the step at
    which the customer said that it is not well, where it began anew.
    """

    recovery: Recovery
    steps: list[Step]
    given: Sequence[Compensation] = ()
    blocker: Blocker | None = None
    before: Recovery | None = None
    said: Step | None = None

    def stands_still(self, now: datetime) -> bool:
        """The clock of a step is over, and nobody has said what blocks it."""
        return self.blocker is None and is_late(self.steps, self.given, now)

    @property
    def next(self) -> Step | None:
        """What is due first."""
        return next_of(self.steps)

    @property
    def complete(self) -> bool:
        return all(step.state != StepState.DUE for step in self.steps)


def is_late(steps: Iterable[Step], given: Iterable[Compensation], now: datetime) -> bool:
    """Whether the clock of one is over that waits for us; all that is not paid may wait for somebody who was asked."""
    late = {step.kind for step in steps if step.is_late(now)}
    unpaid = [one for one in given if one.is_unpaid]
    waits = bool(unpaid) and all(one.waits_for_others for one in unpaid)
    return bool(late - {StepKind.COMPENSATE} if waits else late)


def with_steps(recoveries: QuerySet[Recovery]) -> QuerySet[Recovery]:
    """With their steps and what was given, as `is_late` reads them. Three statements for any number."""
    steps = Prefetch("steps", Step.objects.annotate(waits_for_lead=WAITS_FOR_LEAD))
    given = Prefetch("compensations", Compensation.objects.select_related("delivery"))
    return recoveries.prefetch_related(steps, given)


def own_steps(recovery: Recovery) -> list[Step]:
    """Those of its round, of one that came `with_steps`."""
    return [step for step in recovery.steps.all() if step.round == recovery.round]


def next_of(steps: Iterable[Step]) -> Step | None:
    """What is due first; what has no day yet comes last."""
    due = (step for step in steps if step.state == StepState.DUE)
    return min(due, key=lambda step: step.due_at or SOME_DAY, default=None)


def standing(ticket: int) -> Standing | None:
    """How far the one is that `under_way` finds. One statement; two at a second failure."""
    return standing_and_given(ticket)[0]


def standing_and_given(ticket: int) -> tuple[Standing | None, list[Compensation]]:
    """The same, and what was given in whichever recovery of the request, closed ones too, the newest first."""
    steps, blockers, given = together(_STEPS.of(ticket), _BLOCKERS.of(ticket), _GIVEN.of(ticket))
    return _standing(steps, blockers, given) if steps else None, given


def _standing(steps: list[Step], blockers: list[Blocker], given: list[Compensation]) -> Standing:
    recovery = steps[0].recovery
    every = [step for step in steps if step.recovery_id == recovery.pk]
    own = (step for step in every if step.round == recovery.round)
    blocker = next((each for each in blockers if each.recovery_id == recovery.pk), None)
    here = [one for one in given if one.recovery_id == recovery.pk]
    return Standing(recovery, in_order(own), here, blocker, _before(recovery), _said(recovery, every))


def _said(recovery: Recovery, steps: Iterable[Step]) -> Step | None:
    last = (step for step in steps if step.round == recovery.round - 1)
    return next((step for step in last if step.kind == StepKind.FOLLOW_UP and step.answer), None)


def _before(recovery: Recovery) -> Recovery | None:
    """The failure of before, at the same desk: who reads of the one may read of the other."""
    if recovery.earlier_id is None:
        return None
    earlier = Recovery.objects.select_related("ticket").filter(desk=recovery.desk_id)
    return earlier.filter(pk=recovery.earlier_id).first()


def in_order(steps: Iterable[Step]) -> list[Step]:
    """As the stepper shows them."""
    order = list(StepKind)
    return sorted(steps, key=lambda step: order.index(StepKind(step.kind)))


def whole(recovery_id: int) -> Standing:
    """A recovery with the steps of its round, whatever its state, for who decides about it. At most four statements."""
    named = Recovery.objects.select_related("ticket", "owner", "customer")
    recovery = named.prefetch_related("lines").get(pk=recovery_id)
    steps = Step.objects.filter(recovery=recovery, round=recovery.round).select_related("done_by", "evidence")
    return Standing(recovery, in_order(steps), before=_before(recovery))


@dataclass(frozen=True, slots=True)
class Failed:
    """What the coach knows of a recovery that is under way: its steps (kind, state, done, due), and the apologies
    (words, when, template).
    """

    steps: Sequence[tuple[str, str, datetime | None, datetime | None]]
    said: Sequence[tuple[str, datetime, int | None]]

    @property
    def apologies(self) -> list[str]:
        return [words for words, *_ in self.said]

    @property
    def templates(self) -> set[int]:
        """Of which an apology was made already."""
        return {template for *_, template in self.said if template}

    def wants_apology(self, now: datetime) -> bool:
        """At the start, with the remedy and at the follow-up: whether none was given since that moment came."""
        moments = [
            done if kind == StepKind.ACT else due
            for kind, _state, done, due in self.steps
            if kind in (StepKind.ACT, StepKind.FOLLOW_UP)
        ]
        due_now = any(kind == StepKind.APOLOGISE and state == StepState.DUE for kind, state, *_ in self.steps)
        last = max((at for _words, at, _template in self.said), default=None)
        return due_now or any(at <= now and (last is None or last < at) for at in moments if at)


def failed_questions(ticket: int) -> tuple[QuerySet[Any, Any], QuerySet[Any, Any]]:
    """What `failed_of` makes of its answers, for whoever asks other things with it."""
    here = Recovery.objects.filter(of_ticket(ticket), IS_UNDER_WAY)
    steps = Step.objects.filter(recovery__in=here.values("pk"), round=F("recovery__round"))
    said = Apology.objects.filter(Q(recovery__in=here.values("pk")) | Q(recovery__in=here.values("earlier")))
    return (
        steps.order_by("id").values_list("kind", "state", "done_at", "due_at"),
        said.order_by("id").values_list("words", "at", "template"),
    )


def failed_of(steps: Sequence[Any], said: Sequence[Any]) -> Failed | None:
    """None where no recovery is under way."""
    return Failed(steps, said) if steps else None


def asked_step(step_id: int) -> Step | None:
    """A follow-up that was asked by mail, with its recovery and request."""
    asked = Step.objects.select_related("recovery__ticket").filter(pk=step_id, asked_at__isnull=False)
    return asked.first()


def apologies_of(recovery: Recovery) -> list[Apology]:
    """The real apologies that were sent, also those for the failure before, the newest first."""
    known = [recovery.pk, recovery.earlier_id] if recovery.earlier_id else [recovery.pk]
    return list(Apology.objects.filter(recovery__in=known).order_by("-at", "-id"))


def given_on(ticket: int) -> list[Compensation]:
    """What was proposed or given on a request and not declined, the newest first. One statement."""
    return _GIVEN.ask(ticket)


def blockers(user: User, *, since: datetime) -> list[tuple[str, int]]:
    """How often each kind blocked a recovery of this person's desks, the most frequent first."""
    noted = Blocker.objects.filter(desk__in=desks_of(user), noted_at__gte=since)
    counted = noted.values_list("kind").annotate(n=Count("id")).order_by("-n", "kind")
    return [(str(Blocks(kind).label), n) for kind, n in counted]


def compensation(compensation_id: int) -> Compensation | None:
    """One, with what it is for; for who was found to see its approval."""
    return Compensation.objects.select_related("line", "desk", "recovery").filter(pk=compensation_id).first()


def offered(compensation_id: int) -> Compensation | None:
    """What its customer was asked to choose by mail, with its request; None once it is not given."""
    asked = Compensation.objects.select_related("recovery__ticket__desk")
    given = asked.filter(pk=compensation_id, asked_at__isnull=False).exclude(state=Payment.DECLINED)
    return given.first()


def recoveries_of(customer: int, *, user: User) -> list[Recovery]:
    """All of the customer's that one may open, the newest first, up to `ALL`. One statement."""
    theirs = Recovery.objects.filter(reach(user, "ticket__"), customer=customer).select_related(
        "ticket", "owner"
    )
    return list(theirs.order_by("-opened_at", "-id")[:ALL])


def past_of(customer: int, *, user: User, apart_from: int) -> list[Recovery]:
    """The customer's recoveries on other requests that one may open, the newest first. One statement."""
    return _PAST[user.role == Role.ADMIN].ask(user.pk, customer, apart_from)


def _past(role: Role) -> Question[Recovery]:
    def question(user: int, customer: int, apart_from: int) -> QuerySet[Recovery]:
        theirs = Recovery.objects.filter(reach(User(pk=user, role=role), "ticket__"), customer=customer)
        others = theirs.exclude(ticket=apart_from).select_related("ticket")
        return others.order_by("-opened_at", "-id")[:PAST]

    return Question(question, int, int, int)


_PAST = {False: _past(Role.AGENT), True: _past(Role.ADMIN)}


@dataclass(frozen=True, slots=True)
class Answered:
    """What speaks for no recovery any more: by its key, or as it failed before the last one was opened."""

    keys: set[str]
    last: datetime | None


def answered(ticket: int) -> Answered | None:
    """No failure, or one that a recovery carried to its end. None while one is under way."""
    dismissed, known = together(_DISMISSED.of(ticket), _KNOWN.of(ticket))
    if any(state in UNDER_WAY for state, *_ in known):
        return None
    keys = {key for (key,) in dismissed} | {f"message:{source}" for _state, source, _at in known if source}
    return Answered(keys, max((at for *_, at in known), default=None))


def _dismissed(ticket: int) -> QuerySet[Dismissal, tuple[str]]:
    return Dismissal.objects.filter(ticket=ticket).values_list("key")


def _known(ticket: int) -> QuerySet[Recovery, tuple[str, int | None, datetime]]:
    return Recovery.objects.filter(of_ticket(ticket)).values_list("state", "source", "opened_at")


_DISMISSED, _KNOWN = Question(_dismissed, int), Question(_known, int)
