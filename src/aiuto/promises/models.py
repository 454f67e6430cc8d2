"""A promise, and the rules that make some of them."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from aiuto.customers.models import Customer
from aiuto.people.models import Desk, Schedule
from aiuto.tickets.models import LONGEST_WORDS, Message, Reason, Ticket

IS_OWED = models.Q(closed_at__isnull=True)


class Kind(models.TextChoices):
    FIRST_ANSWER = "first_answer", _("first answer")
    NEXT_UPDATE = "next_update", _("next news")
    CALL_BACK = "call_back", _("call back")
    APPOINTMENT = "appointment", _("appointment")
    FIX = "fix", _("something to be done")
    DELIVERY = "delivery", _("delivery")
    COMPENSATION = "compensation", _("refund or compensation")
    FOLLOW_UP = "follow_up", _("follow-up")
    APOLOGY = "apology", _("apology")
    ACTION = "action", _("first action after a failure")
    REMINDER = "reminder", _("reminder")


BY_RULE = (Kind.FIRST_ANSWER, Kind.NEXT_UPDATE)
"""The kinds of which each desk says within how long."""
IS_BY_RULE = models.Q(made_by__isnull=True) & ~models.Q(kind=Kind.CALL_BACK)
"""For us to know; a call that the desk owes somebody was told to them."""
IS_THEIRS_TO_KNOW = (models.Q(told=True) | ~IS_BY_RULE) & models.Q(to__isnull=True)
"""What a customer was promised by a person, or told of what a rule promised."""
LIVE = (Kind.CALL_BACK, Kind.APPOINTMENT)
"""Kinds for which somebody waits by the telephone or at the door."""
IS_OURS_TO_DO = ~models.Q(kind=Kind.REMINDER)
"""A reminder is sent without anybody's hand, and says nothing of how people keep their word."""


class State(models.TextChoices):
    """`promises.states` holds the table of legal moves."""

    OPEN = "open", _("open")
    KEPT = "kept", _("kept")
    BROKEN = "broken", _("broken")
    KEPT_LATE = "kept_late", _("kept late")
    RENEGOTIATED = "renegotiated", _("renegotiated")
    RELEASED = "released", _("released")
    MOOT = "moot", _("no longer needed")


class Starts(models.TextChoices):
    """From when a rule counts. `promises.clauses` holds what goes together."""

    OPENING = "opening", _("from the first message")
    MESSAGE = "message", _("from each further message")
    SILENCE = "silence", _("when nothing else is promised")
    HOLD = "hold", _("as long as it is on hold")
    SOLVED = "solved", _("from the solution")
    DELIVERED = "delivered", _("from a kept delivery")
    CALL = "call", _("from a missed call, or a wish to be called")
    TURN = "turn", _("from when it is the customer's turn")


class KeptBy(models.TextChoices):
    """What fulfils a promise by itself; somebody may say of any that it was done."""

    HELPFUL = "helpful", _("a helpful answer keeps it")
    HUMAN = "human", _("any answer of a person keeps it")
    SOLVED = "solved", _("solving keeps it")
    HAND = "hand", _("somebody says that it was done")
    CALLED = "called", _("our call keeps it")
    SENT = "sent", _("it is sent by itself")


def window_over(at: datetime) -> models.Q:
    """Whether it has no window, or one that ended before then."""
    return models.Q(until__isnull=True) | models.Q(until__lt=at)


def name_of(kind: str, kept_by: str) -> str:
    """What is done by solving is the solution."""
    return str(_("solution") if kept_by == KeptBy.SOLVED else Kind(kind).label)


class Ended(models.TextChoices):
    """Why nobody needs a promise any more, where no person said it in words."""

    WAITING = "waiting", _("we wait for the customer")
    TURN = "turn", _("it is our turn again")
    STOPPED = "stopped", _("they are not to be reminded")
    HOLD = "hold", _("another date was told")
    SOLVED = "solved", _("the request was solved")
    MERGED = "merged", _("the request was merged")
    SPAM = "spam", _("it was spam")
    UNDONE = "undone", _("it was taken back")
    ANEW = "anew", _("the recovery began anew")
    SOONER = "sooner", _("it is due sooner now")


class OwnKind(models.Model):
    """A kind of promise of one desk's own, or of the house's; one that is retired is not offered any more."""

    name_it = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name_it if (get_language() or "").startswith("it") else self.name_en


class Promise(models.Model):
    """Something we owe on a request by `due_at`, or between `due_at` and `until`.

    `to` is a colleague, None for the request's customer; `made_by` a colleague, None for the desk. It is owed until
    `closed_at`: a broken one stays owed until it is kept late, or nobody needs it any more. `source` is the message
    that made it, `evidence` the one that kept it; `responded_at` when a first answer was answered at all, helpful or
    not. `wakes_at` is when time next has to do with it: a warning, or its end; with `recounts` it is counted anew then,
    because the hours of work or the desk's times have changed, unless its customer was `told` when. With an `own_kind`
    it is something to be done that the house calls by a name of its own. Where it is `of_step`, a step of a recovery
    alone keeps it. `uid` names its entry in calendars through all
    renegotiations; empty where it has none. `not_kept_at` is when its customer first said that it was not kept,
    whatever our state says; `not_kept_words` are their own. `starts` is what its rule counts from, empty where none
    does and where it goes on after a stop; `kept_by` is what keeps it. One that ended because we wait for the customer
    was `renegotiated_to` what goes on with the time that was left.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    own_kind = models.ForeignKey(
        OwnKind, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    what = models.CharField(max_length=500, blank=True)
    place = models.CharField(max_length=200, blank=True)
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    source = models.ForeignKey(
        Message, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    schedule = models.ForeignKey(
        Schedule, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    wakes_at = models.DateTimeField(null=True)
    recounts = models.BooleanField(default=False)
    told = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    responded_at = models.DateTimeField(null=True)
    broken_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    evidence = models.ForeignKey(
        Message, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    renegotiated_to = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, related_name="renegotiated_from"
    )
    of_step = models.BooleanField(default=False)
    starts = models.CharField(max_length=10, choices=Starts.choices, blank=True)
    kept_by = models.CharField(max_length=8, choices=KeptBy.choices, default=KeptBy.HAND)
    reason = models.CharField(max_length=300, blank=True)
    uid = models.CharField(max_length=36, blank=True)
    not_kept_at = models.DateTimeField(null=True)
    not_kept_words = models.CharField(max_length=LONGEST_WORDS, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["wakes_at"], name="promises_wakes", condition=models.Q(wakes_at__isnull=False)
            ),
            models.Index(fields=["desk", "due_at", "id"], name="promises_owed", condition=IS_OWED),
            models.Index(
                fields=["desk", "kind", "due_at", "id"],
                name="promises_owed_kind",
                condition=IS_OWED & models.Q(own_kind__isnull=True),
            ),
            models.Index(
                fields=["desk", "own_kind", "due_at", "id"],
                name="promises_owed_own",
                condition=IS_OWED & models.Q(own_kind__isnull=False),
            ),
            models.Index(fields=["desk", "due_at"], name="promises_due"),
            models.Index(
                fields=["desk", "broken_at"],
                name="promises_broken",
                condition=models.Q(broken_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.what or self.kind_name

    @property
    def kind_name(self) -> str:
        """In the reader's language."""
        return str(self.own_kind) if self.own_kind_id else name_of(self.kind, self.kept_by)

    @property
    def ends_at(self) -> datetime:
        """When its time is over: at the end of its window."""
        return self.until or self.due_at

    def next_due(self, now: datetime) -> datetime:
        """When it is due, for lists: within its window that is where the window ends."""
        return self.ends_at if self.due_at <= now else self.due_at

    @property
    def by_rule(self) -> bool:
        """As `IS_BY_RULE` asks the database."""
        return self.made_by_id is None and self.kind != Kind.CALL_BACK

    @property
    def is_agreed_on(self) -> bool:
        """Whether somebody may name another time before it is due: of a word that was given, of answers and of news."""
        is_ours = not self.by_rule or (self.kind in BY_RULE and self.to_id is None)
        return self.state == State.OPEN and is_ours and not self.of_step

    @property
    def is_theirs_to_know(self) -> bool:
        """As `IS_THEIRS_TO_KNOW` asks the database."""
        return (self.told or not self.by_rule) and self.to_id is None

    @property
    def is_counted_anew(self) -> bool:
        """When hours of work or a reason change; as `recount_soon` asks the database."""
        return bool(self.starts) or self.kept_by == KeptBy.SOLVED

    @property
    def is_ours_to_do(self) -> bool:
        """As `IS_OURS_TO_DO` asks the database."""
        return self.kind != Kind.REMINDER

    @property
    def is_the_request(self) -> bool:
        """What a desk owes a colleague who asked for it: that is what their request is for."""
        return self.by_rule and self.kind == Kind.FIX and self.to_id is not None

    @property
    def is_a_day_alone(self) -> bool:
        """News of which somebody said no more than the day, as a hold does: the end of the request is this, too."""
        return self.kind == Kind.NEXT_UPDATE and not self.by_rule and not self.what


class Invitation(models.Model):
    """A mail brought this promise into the customer's calendar; the last that was not withdrawn counts.

    `uid` is the promise's; `sequence` grows with each such mail; `cancels`: it took the entry out again.
    """

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="+", db_index=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+", db_index=False)
    uid = models.CharField(max_length=36)
    sequence = models.PositiveSmallIntegerField()
    cancels = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["uid", "sequence"], name="promises_invited")]

    def __str__(self) -> str:
        return f"{self.uid} {self.sequence}"


class Feed(models.Model):
    """Where a colleague's calendar program reads what they owe; `digest` is the SHA-256 of its secret address."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"the calendar of {self.user}"


class Rule(models.Model):
    """What a reason, a customer or all of a desk get instead of what it says of itself, in working or plain minutes.

    `starts` and `kept_by` are among those of its kind in `promises.clauses`.
    """

    kind = models.CharField(max_length=16, choices=Kind.choices)
    starts = models.CharField(max_length=10, choices=Starts.choices)
    kept_by = models.CharField(max_length=8, choices=KeptBy.choices)
    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, null=True, related_name="+")
    reason = models.ForeignKey(Reason, on_delete=models.CASCADE, null=True, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, null=True, related_name="+")
    minutes = models.PositiveIntegerField()
    working = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reason__isnull=False)
                | models.Q(customer__isnull=False)
                | models.Q(desk__isnull=False),
                name="promises_rule_is_for_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} within {self.minutes} min"

    @property
    def kind_name(self) -> str:
        """In the reader's language."""
        return name_of(self.kind, self.kept_by)


class Claim(models.Model):
    """What the site or the catalogue says, in its own `words`, measured by the promises of one kind.

    True is what was fulfilled within `minutes` of its making, of the desk's work or of all time. `floor` is the share,
    in per cent, below which managers are told, last at `told_at`. One that is withdrawn stays for the record.
    """

    words = models.CharField(max_length=300)
    place = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    own_kind = models.ForeignKey(OwnKind, on_delete=models.PROTECT, null=True, related_name="+")
    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, null=True, related_name="+")
    minutes = models.PositiveIntegerField()
    working = models.BooleanField(default=True)
    floor = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.words
