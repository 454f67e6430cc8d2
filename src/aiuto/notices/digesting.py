"""The mail that gathers what a person has not read: who is due for it, and what is in it."""

from datetime import datetime, time, timedelta

from django.db import transaction

from aiuto.notices.models import Digest, Every, Notice, QuietHours
from aiuto.notices.quiet import is_quiet, zone_of
from aiuto.people.models import User

MORNING = time(8)
READ = 5_000
MOST = 200


def waiting() -> list[int]:
    """Ids of the active people for whom notices are gathered: those of the oldest `READ` of them."""
    unmailed = Notice.objects.filter(in_digest=True, mailed_at__isnull=True, read_at__isnull=True)
    people = set(unmailed.order_by("at").values_list("user", flat=True)[:READ])
    return list(
        User.objects.filter(pk__in=people, is_active=True).order_by("pk").values_list("pk", flat=True)
    )


def is_due(user: User, digest: Digest, *, now: datetime) -> bool:
    """Whether it is time for this person's mail, by their wish and their own clock."""
    if is_quiet(user, QuietHours.objects.filter(user=user).first(), now=now):
        return False
    if digest.every == Every.HOUR:
        return digest.sent_at is None or now - digest.sent_at >= timedelta(hours=1)
    local = now.astimezone(zone_of(user))
    morning = datetime.combine(local.date(), MORNING, tzinfo=local.tzinfo)
    return local >= morning and (digest.sent_at is None or digest.sent_at < morning)


@transaction.atomic(savepoint=False)
def gather(user: User, *, now: datetime) -> list[Notice]:
    """When it is due, take what waits for this person's mail, newest first, at most `MOST`; the rest needs no mail.

    Empty when it is not due, or another worker has taken it. The event belongs to the mail.
    """
    digest, _made = Digest.objects.select_for_update(no_key=True).get_or_create(user=user)
    if not is_due(user, digest, now=now):
        return []
    unmailed = Notice.objects.filter(user=user, in_digest=True, mailed_at__isnull=True, read_at__isnull=True)
    found = list(unmailed.order_by("-id")[:MOST])
    if found:
        unmailed.filter(pk__lte=found[0].pk).update(mailed_at=now)
        digest.sent_at = now
        digest.save(update_fields=["sent_at"])
    return found
