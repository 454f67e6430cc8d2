"""The event: what happened, when, by whom. Ids and values only, no texts, no foreign keys out."""

from typing import Any

from django.db import models


class TransactionId(models.Func):
    """The writing transaction's id on PostgreSQL; 0 on SQLite, where ids are committed in their order."""

    output_field = models.BigIntegerField()

    def as_sql(self, *_args: Any, **_context: Any) -> tuple[str, tuple[str | int, ...]]:
        return "0", ()

    def as_postgresql(self, *_args: Any, **_context: Any) -> tuple[str, tuple[str | int, ...]]:
        return "(pg_current_xact_id()::text::bigint)", ()


class Event(models.Model):
    """One change. `ticket` and `customer` are ids, so that erasing either needs no rewriting here."""

    xid = models.BigIntegerField(db_default=TransactionId(), editable=False)
    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    origin = models.CharField(max_length=10)
    ticket = models.BigIntegerField(null=True)
    customer = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["xid", "id"], name="journal_cursor"),
            models.Index(
                fields=["ticket", "id"], name="journal_ticket", condition=models.Q(ticket__isnull=False)
            ),
            models.Index(
                fields=["customer", "id"], name="journal_customer", condition=models.Q(customer__isnull=False)
            ),
            models.Index(
                fields=["-at", "-id"],
                name="journal_house",
                condition=models.Q(ticket__isnull=True, customer__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
