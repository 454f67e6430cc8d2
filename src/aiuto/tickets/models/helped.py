"""Whether a customer was helped, in their own word: one row a solving by a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_WORDS = 1000


class Answer(models.TextChoices):
    YES = "yes", _("yes")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")


class Helped(models.Model):
    """A person solved the request at `solved_at`: one row a solving, whether it lasted is read from what came after.

    Its customer is asked at `ask_at`, once; None: nobody is asked. Without `answer` nobody has said. `words` are the
    customer's own.
    """

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="helped")
    solved_at = models.DateTimeField()
    ask_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=6, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "solved_at"], name="tickets_asked_once_a_solving")
        ]
        indexes = [
            models.Index(fields=["ask_at"], name="tickets_to_ask", condition=models.Q(asked_at__isnull=True)),
            models.Index(fields=["solved_at"], name="tickets_solvings"),
            models.Index(
                fields=["asked_at"], name="tickets_asked", condition=models.Q(asked_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.answer or '–'}"
