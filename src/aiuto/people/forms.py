"""django-allauth's forms with our labels and without its placeholders."""

import struct
from typing import Any

from allauth.account import forms as allauth_forms
from allauth.mfa.webauthn import forms as passkey_forms
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aiuto.jobs.queue import enqueue
from aiuto.people.resetting import send_reset_link
from aiuto.people.sign_in import AccountAdapter

NO_PASSKEY = (
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    struct.error,
    InvalidSignature,
    UnsupportedAlgorithm,
)
LABELS = {"login": _("E-mail"), "email": _("E-mail"), "credential": _("Passkey")}


class Plain(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""


class LoginForm(Plain, allauth_forms.LoginForm):
    pass


class ChangePasswordForm(Plain, allauth_forms.ChangePasswordForm):
    pass


class SetPasswordForm(Plain, allauth_forms.SetPasswordForm):
    pass


class ResetPasswordKeyForm(Plain, allauth_forms.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(Plain, allauth_forms.ReauthenticateForm):
    pass


class OfPasskey(Plain):
    """A browser's word on a passkey is a stranger's JSON: what nobody can take apart is a code that does not fit."""

    def full_clean(self) -> None:
        try:
            super().full_clean()
        except NO_PASSKEY:
            self.add_error("credential", AccountAdapter.error_messages["incorrect_code"])


class AddPasskeyForm(OfPasskey, passkey_forms.AddWebAuthnForm):
    pass


class UsePasskeyForm(OfPasskey, passkey_forms.AuthenticateWebAuthnForm):
    pass


class EnterByPasskeyForm(OfPasskey, passkey_forms.LoginWebAuthnForm):
    pass


class ProveByPasskeyForm(OfPasskey, passkey_forms.ReauthenticateWebAuthnForm):
    pass


class ResetPasswordForm(Plain, allauth_forms.ResetPasswordForm):
    """Looks nobody up: whether an address is known is found out by the job."""

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        enqueue(send_reset_link, email, now=timezone.now(), unique_key=f"reset {email}"[:120])
        return email
