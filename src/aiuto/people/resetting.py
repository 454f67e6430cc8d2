"""A new password by mail: the request only queues a job, so it looks and costs the same for any address."""

from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction
from django.utils import translation
from django_tasks import task

from aiuto.jobs.errors import RetryAt
from aiuto.jobs.lease import current
from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.people.limits import allow
from aiuto.people.models import User
from aiuto.people.sign_in import public

MAILS_A_MINUTE = 20
MINUTE = timedelta(minutes=1)


@task
def send_reset_link(email: str) -> None:
    """Mail a link that is good for one new password, if somebody here has this address."""
    now = current().now()
    user = User.objects.filter(email=email, is_active=True).first()
    if user is None:
        return
    if not allow("account mails", limit=MAILS_A_MINUTE, window=MINUTE, now=now):
        raise RetryAt(now + MINUTE, "the house sends few sign-in mails a minute")
    _mail_link(user, "account/email/password_reset_key")


@transaction.atomic(savepoint=False)
def invite(user: User, *, by: Actor, now: datetime) -> User:
    """Mail a new colleague the link with which to choose a password."""
    _mail_link(user, "account/email/invitation")
    record("person.invited", by=by, now=now, person=user.pk)
    return user


def _mail_link(user: User, template: str) -> None:
    key = default_token_generator.make_token(user)
    link = public("account_reset_password_from_key", uidb36=user_pk_to_url_str(user), key=key)
    with translation.override(user.language or settings.LANGUAGE_CODE):
        get_adapter().send_mail(template, user.email, {"user": user, "link": link})
