"""Users, teams, desks and schedules."""

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    AGENT = "agent", _("agent")
    LEAD = "lead", _("lead")
    ADMIN = "admin", _("administrator")


class DeskKind(models.TextChoices):
    CUSTOMERS = "customers", _("customers")
    COLLEAGUES = "colleagues", _("colleagues")


class Theme(models.TextChoices):
    AUTO = "auto", _("as the system")
    LIGHT = "light", _("light")
    DARK = "dark", _("dark")


class UserManager(BaseUserManager["User"]):
    """Finds people by their address, whatever its capitals."""

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=(email or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A colleague. Requesters are customers, never users."""

    email = models.EmailField(_("e-mail"), unique=True, max_length=254)
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.AGENT)
    language = models.CharField(_("language"), max_length=5, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    theme = models.CharField(_("colours"), max_length=5, choices=Theme.choices, default=Theme.AUTO)
    dense = models.BooleanField(_("dense lists"), default=False)
    shortcuts = models.BooleanField(_("keyboard shortcuts"), default=True)
    quiet_events = models.BooleanField(_("hide what happened between messages"), default=False)
    signature = models.TextField(_("signature"), max_length=1000, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    def __str__(self) -> str:
        return self.name or self.email


class Schedule(models.Model):
    """When somebody is there: `week` maps "0" (Monday) … "6" to lists of ["09:00", "13:00"] spans.

    `special_days` maps ISO dates to the spans of that one day, which then is neither holiday nor weekday.
    """

    name = models.CharField(max_length=80, unique=True)
    time_zone = models.CharField(max_length=60, default="Europe/Rome")
    week = models.JSONField(default=dict)
    country = models.CharField(max_length=2, blank=True, default="IT")
    subdivision = models.CharField(max_length=10, blank=True)
    special_days = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.name


class Desk(models.Model):
    """A front that customers or colleagues write to.

    `texts` and `subjects` are its own words for automatic mails: by language, then by kind. `own_terms`: rules of
    promises may speak of all of its requests, so that on all other desks nobody has to ask.
    """

    name = models.CharField(_("name"), max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=DeskKind.choices, default=DeskKind.CUSTOMERS)
    language = models.CharField(_("language"), max_length=5, default="it")
    private = models.BooleanField(_("private"), default=False)
    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, null=True, blank=True)
    from_name = models.CharField(_("name that customers see"), max_length=80, blank=True)
    signature = models.TextField(_("signature"), blank=True)
    ceiling_minutes = models.PositiveIntegerField(_("longest wait, in working minutes"), default=240)
    first_answer_minutes = models.PositiveIntegerField(
        _("first answer within, in working minutes"), default=480
    )
    update_minutes = models.PositiveIntegerField(_("news at least every, in working minutes"), default=960)
    wait_seconds = models.PositiveSmallIntegerField(_("seconds that nobody waits longer"), default=60)
    call_back_minutes = models.PositiveIntegerField(_("call back within, in working minutes"), default=120)
    close_after_days = models.PositiveSmallIntegerField(_("days from solved to closed"), default=7)
    acknowledge = models.BooleanField(_("confirm receipt"), default=False)
    ask_helped = models.BooleanField(_("ask whether it helped"), default=True)
    ask_after_hours = models.PositiveSmallIntegerField(_("hours from solved to that question"), default=24)
    remind = models.BooleanField(_("remind customers we wait for"), default=True)
    remind_days = models.PositiveSmallIntegerField(_("days of work to the first reminder"), default=3)
    remind_again_days = models.PositiveSmallIntegerField(_("days of work to the second"), default=7)
    solve_waiting_days = models.PositiveSmallIntegerField(_("days of work until it is solved"), default=10)
    texts = models.JSONField(default=dict)
    subjects = models.JSONField(default=dict)
    own_terms = models.BooleanField(default=False)
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="people_one_default_desk"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def sender_name(self) -> str:
        """What customers see as the sender of its mails."""
        return self.from_name or self.name


class Team(models.Model):
    """People who own requests. A team serves desks; a person belongs to teams."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    desks = models.ManyToManyField(Desk, related_name="teams", blank=True)
    members = models.ManyToManyField(User, related_name="teams", blank=True)

    def __str__(self) -> str:
        return self.name


class Absence(models.Model):
    """When a colleague is not there: until `ends_at`, which is None as long as nobody knows. Why is not asked."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user} from {self.begins_at:%Y-%m-%d}"

    def covers(self, at: datetime) -> bool:
        """Whether they are away at that moment."""
        return self.begins_at <= at and (self.ends_at is None or at < self.ends_at)


class Welcome(models.Model):
    """The first steps of a new house: those done or skipped. No row once all are, or where people were before."""

    steps = models.JSONField(default=list)

    def __str__(self) -> str:
        return ", ".join(self.steps)


class Attempts(models.Model):
    """A counter of a limit: how often `key` did something in the window from `since` to `until`."""

    key = models.CharField(max_length=160, primary_key=True)
    since = models.DateTimeField()
    until = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.key


class Remembered(models.Model):
    """An entry of the cache: `value` is JSON, good until `until`."""

    key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key
