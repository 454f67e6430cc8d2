"""Saved replies."""

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
