"""Tickets and what hangs on them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from aiuto.customers.models import ContactPoint, Customer
from aiuto.files.models import Blob
from aiuto.intake.models import RawMail
from aiuto.people.models import Desk, Team
from aiuto.tickets.choices import Channel as Channel
from aiuto.tickets.choices import Direction as Direction
from aiuto.tickets.choices import LinkKind as LinkKind
from aiuto.tickets.choices import Role as Role
from aiuto.tickets.choices import State as State
from aiuto.tickets.choices import Tone as Tone
from aiuto.tickets.models.cause import Cause as Cause
from aiuto.tickets.models.cause import Given as Given
from aiuto.tickets.models.helped import LONGEST_WORDS as LONGEST_WORDS
from aiuto.tickets.models.helped import Answer as Answer
from aiuto.tickets.models.helped import Helped as Helped
from aiuto.tickets.models.presence import Presence as Presence
from aiuto.tickets.models.presence import Seen as Seen
from aiuto.tickets.models.wait import Wait as Wait
from aiuto.tickets.models.wait import WaitState as WaitState

OPEN_STATES = ("new", "open", "waiting", "hold")
OURS = ("new", "open")
IS_SHOWN = models.Q(spam=False, merged_into__isnull=True)
AWAKE = IS_SHOWN & models.Q(snoozed_until__isnull=True)
IS_OURS = models.Q(state__in=OURS)
IS_UNSOLVED = models.Q(state__in=OPEN_STATES)


class Tag(models.Model):
    """A word that groups requests."""

    name = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.name


class Reason(models.Model):
    """Why customers turn to us: one of the desk's own list. A retired one stays on the requests that have it."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    retired_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Ticket(models.Model):
    """One request. Its number for people is its id; `reference` is what customers see.

    `turn_at` is the earlier of `next_due_at` and `waiting_since` plus the desk's ceiling: the key of
    "who needs help first". It is null while nobody waits. A snoozed one is in no list of open requests until
    `snoozed_until`, or until the customer writes. `handed_over` is the note with the brief that whoever looks after
    it now has yet to take. `cause` is what went wrong, where something did. `wish` is what the customer wants to come
    of it, in their words, `wanted_by` their own day; `wish_missed`: it has passed, and that was said. At
    `wish_asked_at` they were asked for it.
    """

    reference = models.CharField(max_length=8, unique=True)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, related_name="+")
    subject = models.CharField(max_length=300, blank=True)
    excerpt = models.CharField(max_length=160, blank=True)
    language = models.CharField(max_length=5, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.NEW)
    reason = models.ForeignKey(Reason, on_delete=models.SET_NULL, null=True, related_name="+")
    cause = models.ForeignKey(Cause, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.EMAIL)
    tags = models.ManyToManyField(Tag, related_name="+", blank=True)
    followers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    created_at = models.DateTimeField()
    last_message_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True)
    next_due_at = models.DateTimeField(null=True)
    turn_at = models.DateTimeField(null=True)
    hold_until = models.DateTimeField(null=True)
    snoozed_until = models.DateTimeField(null=True)
    solved_at = models.DateTimeField(null=True)
    wish = models.CharField(max_length=300, blank=True, default="")
    wanted_by = models.DateField(null=True)
    wish_missed = models.BooleanField(default=False)
    wish_asked_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    handed_over = models.ForeignKey(
        "Message", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    spam = models.BooleanField(default=False)
    reply_locked = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["desk", "turn_at", "id"], name="tickets_turn", condition=AWAKE & IS_OURS),
            models.Index(
                fields=["owner", "turn_at", "id"], name="tickets_mine", condition=AWAKE & IS_UNSOLVED
            ),
            models.Index(
                fields=["desk", "turn_at", "id"],
                name="tickets_unassigned",
                condition=AWAKE & IS_OURS & models.Q(owner__isnull=True),
            ),
            models.Index(
                fields=["team", "turn_at", "id"],
                name="tickets_team",
                condition=AWAKE & IS_OURS & models.Q(team__isnull=False),
            ),
            models.Index(
                fields=["desk", "snoozed_until", "id"],
                name="tickets_snoozed",
                condition=IS_SHOWN & models.Q(snoozed_until__isnull=False),
            ),
            models.Index(
                fields=["owner", "next_due_at"],
                name="tickets_owed",
                condition=models.Q(next_due_at__isnull=False, owner__isnull=False),
            ),
            models.Index(
                fields=["wanted_by"],
                name="tickets_wanted",
                condition=IS_UNSOLVED & models.Q(wanted_by__isnull=False, wish_missed=False),
            ),
            models.Index(fields=["desk", "state", "-last_message_at", "-id"], name="tickets_state"),
            models.Index(fields=["customer", "-last_message_at", "-id"], name="tickets_customer"),
            models.Index(
                fields=["cause", "-id"], name="tickets_by_cause", condition=models.Q(cause__isnull=False)
            ),
            models.Index(fields=["-id"], name="tickets_spam", condition=models.Q(spam=True)),
            models.Index(fields=["solved_at"], name="tickets_to_close", condition=models.Q(state="solved")),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def number(self) -> int:
        """The number people say: sequential."""
        return self.pk


class Message(models.Model):
    """What was said: in, out or a note. Immutable once received or sent.

    `commitments` are what an answer promises: what, due (ISO 8601, a day or a moment) and how sure that is.
    `tone` is how the coach heard it when it was sent. `again`: the customer asked again while we owed them an answer.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="messages")
    direction = models.CharField(max_length=4, choices=Direction.choices)
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.EMAIL)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    contact_point = models.ForeignKey(ContactPoint, on_delete=models.SET_NULL, null=True, related_name="+")
    shown_from = models.CharField(max_length=320, blank=True)
    sender = models.CharField(max_length=320, blank=True)
    from_name = models.CharField(max_length=160, blank=True)
    to = models.JSONField(default=list)
    cc = models.JSONField(default=list)
    subject = models.CharField(max_length=998, blank=True)
    text = models.TextField(blank=True)
    reply_text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    message_id = models.CharField(max_length=255, blank=True)
    raw_mail = models.OneToOneField(RawMail, on_delete=models.PROTECT, null=True, related_name="message")
    marks = models.JSONField(default=list)
    commitments = models.JSONField(null=True)
    tone = models.CharField(max_length=8, choices=Tone.choices, blank=True)
    again = models.BooleanField(default=False)
    at = models.DateTimeField()
    stored_at = models.DateTimeField()
    seconds = models.PositiveIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["ticket", "id"], name="tickets_thread"),
            models.Index(fields=["message_id"], name="tickets_message_id"),
            models.Index(fields=["at"], name="tickets_again", condition=models.Q(again=True)),
        ]

    def __str__(self) -> str:
        return f"{self.direction} {self.pk}"


class Attachment(models.Model):
    """A file of a message; the name is a label, the bytes are a blob."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    content_id = models.CharField(max_length=255, blank=True)
    inline = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Participant(models.Model):
    """A contact point on a ticket. Sees nothing before `sees_from`; writes through its own `token`."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="participants")
    contact_point = models.ForeignKey(ContactPoint, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=9, choices=Role.choices, default=Role.REQUESTER)
    token = models.CharField(max_length=32, unique=True)
    sees_from = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "contact_point"], name="tickets_one_participant")
        ]

    def __str__(self) -> str:
        return f"{self.contact_point_id} on {self.ticket_id}"


class Link(models.Model):
    """Two tickets that have to do with each other; `later` came after `earlier`."""

    earlier = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="links_later")
    later = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="links_earlier")
    kind = models.CharField(max_length=10, choices=LinkKind.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["earlier", "later", "kind"], name="tickets_one_link")]
        indexes = [
            models.Index(
                fields=["-id"], name="tickets_repeats", condition=models.Q(kind__in=("again", "repeat"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.earlier_id} {self.kind} {self.later_id}"


class Draft(models.Model):
    """What an agent is writing, kept on the server. `begun_after` is the newest message they had seen.

    With `send_at` it leaves by itself at that moment, and the ticket goes to the state `then`; `held_at` says
    that it did not, because somebody wrote meanwhile and its writer must look first. One that `rests_until` a moment
    is called to its writer's mind then. `promises` are the keys of what it says that is recorded when it leaves.

    One without a ticket will open it: its writer's browser names it by `key`; `desk`, `to`, `name` and `subject` are as
    they were typed, and any of them may be missing yet.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, null=True, related_name="drafts")
    key = models.CharField(max_length=32, null=True)
    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, null=True, related_name="+")
    to = models.CharField(max_length=320, blank=True, default="")
    name = models.CharField(max_length=160, blank=True, default="")
    subject = models.CharField(max_length=300, blank=True, default="")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    direction = models.CharField(max_length=4, choices=Direction.choices, default=Direction.OUT)
    text = models.TextField(blank=True)
    begun_after = models.BigIntegerField(null=True)
    promises = models.JSONField(default=list)
    updated_at = models.DateTimeField()
    send_at = models.DateTimeField(null=True)
    then = models.CharField(max_length=8, choices=State.choices, blank=True)
    held_at = models.DateTimeField(null=True)
    rests_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "user", "direction"], name="tickets_one_draft"),
            models.UniqueConstraint(fields=["user", "key"], name="tickets_one_first_draft"),
        ]
        indexes = [
            models.Index(
                fields=["send_at"],
                name="tickets_to_send",
                condition=models.Q(send_at__isnull=False, held_at__isnull=True),
            ),
            models.Index(
                fields=["rests_until"],
                name="tickets_resting",
                condition=models.Q(rests_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"draft of {self.user_id} on {self.ticket_id}"


class Upload(models.Model):
    """A file waiting in a draft, bound to its user: `slot` is 128 random bits, good for a day."""

    slot = models.CharField(max_length=32, unique=True)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="uploads")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Dismissal(models.Model):
    """A writer finds a sentence fine as it is, whatever a rule says of it; `digest` stands for the sentence.

    Without a ticket it is of the first messages that they write.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, null=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    rule = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "user", "rule", "digest"], name="tickets_one_dismissal")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} keeps {self.rule}"


class SearchEntry(models.Model):
    """The stems of one message. The full-text index of either database is built over this table."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, primary_key=True, related_name="+")
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+")
    stems = models.TextField()

    def __str__(self) -> str:
        return f"stems of {self.message_id}"


class SavedView(models.Model):
    """A filter with a name: a person's own (`user`) or a team's (`team`); `query` is in the grammar of `filters`."""

    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=500)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=True, team__isnull=False)
                | models.Q(user__isnull=False, team__isnull=True),
                name="tickets_view_has_one_reader",
            )
        ]

    def __str__(self) -> str:
        return self.name


class BulkAct(models.Model):
    """One act on many tickets at once, with what it needs to be taken back: `steps` holds ids and values."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    act = models.CharField(max_length=12)
    steps = models.JSONField(default=list)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.act} by {self.user_id}"
