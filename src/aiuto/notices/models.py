"""Notices, and how each person wants to have them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    MENTIONED = "mentioned", _("a colleague mentioned me")
    CUSTOMER_WROTE = "customer_wrote", _("the customer of a request of mine wrote")
    ASSIGNED = "assigned", _("a request was given to me")
    HANDED_OVER = "handed_over", _("a request was handed over to me")
    FOLLOWED = "followed", _("something happened on a request that I follow")
    NOT_SENT = "not_sent", _("an answer of mine did not leave or did not arrive")
    PROMISE_DUE = "promise_due", _("something that I promised is due soon")
    PROMISE_BROKEN = "promise_broken", _("a promise of mine, or of a team that I lead, was broken")
    NOT_HELPED = "not_helped", _("a customer of mine says that they were not helped")
    RECOVERY = "recovery", _("a recovery was given to me")
    SECOND_FAILURE = "second_failure", _("we failed a customer of one of my teams a second time")
    NEEDS_OWNER = "needs_owner", _("a recovery of a team that I lead needs an owner")
    BLOCKS = "blocks", _("a recovery waits for something that I can do")
    NOT_PAID_OUT = "not_paid_out", _("the payment system refused to pay out what I am making good")
    APPROVAL_ASKED = "approval_asked", _("a colleague needs my approval")
    APPROVAL_DECIDED = "approval_decided", _("what I asked approval for was decided")
    APPROVAL_OVER = "approval_over", _("what I was asked to approve needs no decision any more")
    OPINION_ASKED = "opinion_asked", _("a colleague asks who I think is right")
    OPINIONS_GIVEN = "opinions_given", _("the colleagues whom I asked have all answered")
    SUPPORTED = "supported", _("a colleague saw that a customer insulted me")
    INSULTED = "insulted", _("a customer insulted somebody of a team that I lead")
    NOT_KEPT = "not_kept", _("a customer of mine says that a promise was not kept")
    CLAIM_UNTRUE = "claim_untrue", _("something that we claim in public is not true")
    LIMIT_REVIEW = "limit_review", _("a limit for a customer is to be looked at again")
    WOKE = "woke", _("a request that I put to sleep is back")
    RESTED = "rested", _("a draft of mine has rested")
    TEAM_NEW = "team_new", _("a new request for one of my teams")


class Notice(models.Model):
    """One thing a person is told. `ticket` and `actor` are ids of other rooms; nothing of what was said is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    ticket = models.BigIntegerField(null=True)
    actor = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    in_app = models.BooleanField(default=True)
    in_browser = models.BooleanField(default=False)
    in_digest = models.BooleanField(default=False)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["user", "-id"], name="notices_of_user"),
            models.Index(
                fields=["user", "-id"],
                name="notices_unread",
                condition=models.Q(read_at__isnull=True, in_app=True),
            ),
            models.Index(
                fields=["user", "ticket"], name="notices_open", condition=models.Q(read_at__isnull=True)
            ),
            models.Index(
                fields=["at"],
                name="notices_to_mail",
                condition=models.Q(in_digest=True, mailed_at__isnull=True, read_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.user_id}"


class Choice(models.Model):
    """How one person wants notices of one kind; without a row the kind's own default holds."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    in_app = models.BooleanField(default=True)
    in_browser = models.BooleanField(default=False)
    in_digest = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="notices_one_choice")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.user_id}"


class QuietHours(models.Model):
    """When a person wants no browser notification and no mail, on their own clock; `ends` may lie past midnight."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    begins = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))

    def __str__(self) -> str:
        return f"{self.begins}–{self.ends}"


class Every(models.TextChoices):
    HOUR = "hour", _("once an hour")
    DAY = "day", _("once a day, at eight in the morning")


class Digest(models.Model):
    """How often a person gets the mail that gathers their notices, and when they got the last."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    every = models.CharField(max_length=4, choices=Every.choices, default=Every.DAY)
    sent_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.every} for {self.user_id}"


class Heard(models.Model):
    """How far in the journal people have been told what happened: one row, the cursor of `journal.queries`."""

    xid = models.BigIntegerField()
    event = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.xid}-{self.event}"
