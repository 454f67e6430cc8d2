"""Our choices for django-allauth and django-axes: closed house, our limits, our addresses, our words."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from aiuto.people.client import client_ip
from aiuto.people.limits import allow
from aiuto.people.models import Role, User, Welcome
from aiuto.people.secrets import conceal, reveal

SECOND_FACTOR = "second factors, 1"
MINUTE = timedelta(minutes=1)
PASSWORDS_A_MINUTE = 300
"""Passwords the whole installation checks in a minute: each costs a tenth of a second of one core."""


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators; links lead to the public address, whatever a request calls us."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "Address and password don't go together. Try again, or choose a new one."
        ),
        "invalid_login": _("Address and password don't go together. Try again, or choose a new one."),
        "incorrect_password": _("That is not your present password."),
        "enter_current_password": _("That is not your present password."),
        "incorrect_code": _("That code doesn't fit. The app shows a new one every half minute."),
        "too_many_login_attempts": _("Many attempts in a short time: wait fifteen minutes, then try again."),
        "rate_limited": _("Many attempts in a short time: wait fifteen minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_ip(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        if not allow("passwords", limit=PASSWORDS_A_MINUTE, window=MINUTE, now=timezone.now()):
            raise self.validation_error("too_many_login_attempts")
        super().pre_authenticate(request, **credentials)

    def post_login(self, request: HttpRequest, user: User, **how: Any) -> HttpResponse:
        """The administrator of a new house comes to its first steps, unless a page was asked for."""
        answer: HttpResponse = super().post_login(request, user, **how)
        front_door = answer.headers.get("Location") == resolve_url(settings.LOGIN_REDIRECT_URL)
        if front_door and user.role == Role.ADMIN and Welcome.objects.exists():
            answer.headers["Location"] = resolve_url(settings.WELCOME_URL)
        return answer

    def format_email_subject(self, subject: str) -> str:
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        self.render_mail(template_prefix, email, context).send()

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the owner that something about the account has changed, in their language."""
        with translation.override(user.language or settings.LANGUAGE_CODE):
            self.send_mail(template_prefix, user.email, {"user": user, "sign_in": public("account_login")})


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are encrypted in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"]
    }

    def encrypt(self, text: str) -> str:
        return conceal(text, purpose=SECOND_FACTOR)

    def decrypt(self, encrypted_text: str) -> str:
        """What another key has sealed opens nothing: a random secret stands for it, never a known one."""
        try:
            return reveal(encrypted_text, purpose=SECOND_FACTOR)
        except InvalidToken:
            return str(generate_totp_secret())


def public(name: str, **parts: str) -> str:
    """The address of a page as it stands in a mail."""
    return f"{settings.PUBLIC_URL}{reverse(name, kwargs=parts)}"


def attempted_address(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The account an attempt is counted for: one, whatever its capitals."""
    given = (credentials or {}).get("email") or request.POST.get("login", "")
    return str(given).strip().lower()[:254]


def locked_out(
    request: HttpRequest, _response: HttpResponse | None, _credentials: object = None
) -> HttpResponse:
    """The page of a lock-out: the same for an account that is there and one that is not."""
    return render(request, "429.html", status=429)
