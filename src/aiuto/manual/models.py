"""Saved replies, and what the house makes of the coach's rules."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from aiuto.people.models import Team


class SavedReply(models.Model):
    """A reply kept to be used again, with placeholders: a person's own (`user`), a team's (`team`) or everybody's.

    Replies of one `family` say the same in different languages.
    """

    title = models.CharField(_("title"), max_length=80)
    text = models.TextField(_("text"), max_length=20_000)
    language = models.CharField(_("language"), max_length=5, default="it")
    family = models.BigIntegerField(null=True, db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=True) | models.Q(team__isnull=True),
                name="manual_one_audience",
            )
        ]

    def __str__(self) -> str:
        return self.title


class HouseRule(models.Model):
    """A rule of our own for the coach: avoid these phrases, one a line, and say that instead."""

    language = models.CharField(_("language"), max_length=5)
    avoid = models.TextField(_("avoid"), max_length=600)
    say = models.CharField(_("say"), max_length=300)
    why = models.CharField(_("why"), max_length=300, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.avoid.partition("\n")[0]


class MutedRule(models.Model):
    """A rule of the coach that says no more here, and why."""

    rule = models.CharField(max_length=80, unique=True)
    reason = models.CharField(_("why"), max_length=300)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.rule


class Outcome(models.TextChoices):
    """What became of a hint on a text that left."""

    TAKEN = "taken", _("a wording was taken")
    MENDED = "mended", _("said otherwise")
    FINE = "fine", _("fine as it is")
    LEFT = "left", _("sent as it was")


class HintTally(models.Model):
    """How often hints of a rule came to an outcome, by wording where one was taken. Of rules, never of persons."""

    rule = models.CharField(max_length=80)
    outcome = models.CharField(max_length=6, choices=Outcome.choices)
    wording = models.CharField(max_length=300, blank=True)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "outcome", "wording"], name="manual_one_tally")
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.outcome}: {self.times}"
