"""Reading why customers turn to us."""

from django.db.models import Q, QuerySet

from aiuto.rows.asking import Question
from aiuto.tickets.models import Reason


def _choices(own: int) -> QuerySet[Reason, tuple[int, str]]:
    offered = Reason.objects.filter(Q(retired_at__isnull=True) | Q(pk=own))
    return offered.order_by("name").values_list("pk", "name")


CHOICES = Question(_choices, int)
"""The reasons in use by name, and a request's own (0: none), retired or not."""
