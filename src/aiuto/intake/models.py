"""Mailboxes, the raw mail that was read from them, and the words by which held mail is found."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from aiuto.files.models import Blob
from aiuto.people.models import Desk


class Security(models.TextChoices):
    TLS = "tls", "TLS"
    STARTTLS = "starttls", "STARTTLS"
    NONE = "none", _("none (loopback only)")


class Via(models.TextChoices):
    SMTP = "smtp", "SMTP"
    LMTP = "lmtp", "LMTP"
    IMAP = "imap", "IMAP"
    PIPE = "pipe", _("pipe")
    IMPORT = "import", _("import")


class Outcome(models.TextChoices):
    STORED = "stored", _("stored")
    DUPLICATE = "duplicate", _("duplicate")
    REFUSED = "refused", _("refused")
    QUARANTINED = "quarantined", _("in quarantine")


class Mailbox(models.Model):
    """One address of a desk: where its mail is read and where its answers leave."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="mailboxes")
    address = models.EmailField(_("address"), unique=True, max_length=254)
    active = models.BooleanField(_("active"), default=True)
    sends = models.BooleanField(_("answers leave"), default=True)
    imap_host = models.CharField("IMAP", max_length=200, blank=True)
    imap_port = models.PositiveIntegerField(default=993)
    imap_security = models.CharField(max_length=8, choices=Security.choices, default=Security.TLS)
    imap_folder = models.CharField(max_length=200, default="INBOX")
    smtp_host = models.CharField("SMTP", max_length=200, blank=True)
    smtp_port = models.PositiveIntegerField(default=587)
    smtp_security = models.CharField(max_length=8, choices=Security.choices, default=Security.STARTTLS)
    username = models.CharField(max_length=200, blank=True)
    secret = models.TextField(blank=True)
    token_command = models.CharField(max_length=500, blank=True)
    uid_validity = models.BigIntegerField(null=True)
    last_uid = models.BigIntegerField(default=0)
    last_read_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True)
    test_token = models.CharField(max_length=32, blank=True)
    reply_addresses_since = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.address


class RawMail(models.Model):
    """One mail as it was read, and what became of it. A duplicate names the `first`."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    mailbox = models.ForeignKey(Mailbox, on_delete=models.SET_NULL, null=True, related_name="+")
    via = models.CharField(max_length=6, choices=Via.choices)
    digest = models.CharField(max_length=64)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=11, choices=Outcome.choices)
    reason = models.CharField(max_length=40, blank=True)
    first = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    shown_from = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    envelope = models.JSONField(default=dict)
    received_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "digest"],
                condition=models.Q(outcome__in=["stored", "quarantined"]),
                name="intake_one_of_each",
            )
        ]
        indexes = [
            models.Index(fields=["digest"], name="intake_digest"),
            models.Index(fields=["received_at"], name="intake_received"),
            models.Index(
                fields=["-id"],
                name="intake_quarantine",
                condition=models.Q(outcome="quarantined"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.digest[:12]}"


class HeldText(models.Model):
    """How a held mail that can be read begins, so that it is found by its words; gone once it is let in."""

    mail = models.OneToOneField(RawMail, on_delete=models.CASCADE, primary_key=True, related_name="held_text")
    words = models.TextField()

    def __str__(self) -> str:
        return self.words[:80]
