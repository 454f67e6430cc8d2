"""The forms of a mailbox: its address first, then the servers, with a password that is written and never shown."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from aiuto.flows.connect_mailbox import Account
from aiuto.people.queries import all_desks
from aiuto.workspace.settings.editing import Sectioned
from aiuto.workspace.settings.providers import guess

SECURITY = [("tls", "TLS"), ("starttls", "STARTTLS"), ("none", _("none (this same machine only)"))]
ACCOUNT = (
    "imap_host",
    "imap_port",
    "imap_security",
    "imap_folder",
    "smtp_host",
    "smtp_port",
    "smtp_security",
    "username",
)
is_host = RegexValidator(r"^[\w.:-]+$", _("A server's name reads like imap.example.com."))


class Address(Sectioned):
    """What people write to: the rest is guessed from it."""

    address = forms.EmailField(
        label=_("Address"), max_length=254, help_text=_("The one that your customers write to already.")
    )


class MailboxForm(Sectioned):
    SECTIONS = (
        ("", ("address", "desk")),
        (_("Signing in"), ("username", "password")),
        (_("Where mail is read"), ("imap_host", ("imap_port", "imap_security", "imap_folder"))),
        (_("Where answers leave"), ("smtp_host", ("smtp_port", "smtp_security"))),
    )
    address = forms.EmailField(label=_("Address"), max_length=254)
    desk = forms.TypedChoiceField(
        label=_("Desk"), coerce=int, choices=lambda: [(desk.pk, desk.name) for desk in all_desks()]
    )
    username = forms.CharField(label=_("User name"), required=False, max_length=200)
    password = forms.CharField(
        label=_("Password"),
        required=False,
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Kept encrypted and never shown again. Many providers give you one for programs."),
    )
    imap_host = forms.CharField(
        label="IMAP",
        required=False,
        max_length=200,
        validators=[is_host],
        help_text=_("Empty: another mail server brings the mail here."),
    )
    imap_port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, initial=993)
    imap_security = forms.ChoiceField(label=_("Security"), choices=SECURITY, initial="tls")
    imap_folder = forms.CharField(label=_("Folder"), max_length=200, initial="INBOX")
    smtp_host = forms.CharField(
        label="SMTP",
        required=False,
        max_length=200,
        validators=[is_host],
        help_text=_("Empty: the server of the whole installation, AIUTO_SMTP_URL."),
    )
    smtp_port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, initial=465)
    smtp_security = forms.ChoiceField(label=_("Security"), choices=SECURITY, initial="tls")

    def account(self) -> Account:
        """An empty password leaves the one that is kept."""
        given = self.cleaned_data
        values = {name: given[name] for name in ACCOUNT}
        return Account(**values, password=given["password"] or None)


class KnownMailboxForm(MailboxForm):
    """An address stays what it is: letters that customers have name it."""

    address = None  # type: ignore[assignment]


def begun_with(address: str, desk: int | None) -> dict[str, Any]:
    """What the form of a new mailbox begins with."""
    servers = guess(address)
    return {
        "address": address,
        "desk": desk,
        "username": address,
        "imap_host": servers.imap_host,
        "smtp_host": servers.smtp_host,
        "smtp_port": servers.smtp_port,
        "smtp_security": servers.smtp_security,
    }


def kept_of(mailbox: Any) -> dict[str, Any]:
    """What the form of a known mailbox begins with: everything but the password."""
    return {name: getattr(mailbox, name) for name in ACCOUNT} | {"desk": mailbox.desk_id}
