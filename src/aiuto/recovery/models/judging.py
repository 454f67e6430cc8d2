"""Who is right, apart from how the customer is served: the assessment, and the views of colleagues who were asked."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    DUE = "due", _("due to them")
    FAIR = "fair", _("not due, and fair all the same")
    NOT_DUE = "not_due", _("not due")


class Certainty(models.TextChoices):
    SURE = "sure", _("sure")
    LIKELY = "likely", _("rather sure")
    UNSURE = "unsure", _("not sure")


class Assessment(models.Model):
    """What is due and what is fair, by whom carries the recovery; only colleagues ever see it.

    `service` says how the customer is served well whatever the verdict. Of an insult it is known that there was one;
    whom it met is told to who can stand by them and kept nowhere.
    """

    recovery = models.OneToOneField("recovery.Recovery", on_delete=models.CASCADE, related_name="assessment")
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    certainty = models.CharField(max_length=8, choices=Certainty.choices)
    facts = models.CharField(max_length=1000)
    service = models.CharField(max_length=1000)
    insulted = models.BooleanField(default=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.get_verdict_display())


class Consultation(models.Model):
    """The team is asked for its view. It is over when all have given theirs, or when who asked closes it."""

    recovery = models.ForeignKey("recovery.Recovery", on_delete=models.CASCADE, related_name="consultations")
    question = models.CharField(max_length=500)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    asked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recovery"],
                name="recovery_one_consultation",
                condition=models.Q(closed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.question


class Opinion(models.Model):
    """One colleague's view, given alone: until `given_at` it is only asked for."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="opinions")
    colleague = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=8, choices=Verdict.choices, blank=True)
    certainty = models.CharField(max_length=8, choices=Certainty.choices, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    given_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "colleague"], name="recovery_one_opinion")
        ]

    def __str__(self) -> str:
        return f"{self.colleague_id}: {self.verdict or '–'}"
