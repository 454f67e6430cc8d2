"""The mail that gathers what a person has not read: who is due for it, and what is in it."""

from datetime import datetime, time, timedelta

from django.db import transaction

from aiuto.notices.models import Digest, Every, Notice, QuietHours
from aiuto.notices.quiet import is_quiet, zone_of
from aiuto.people.models import User

MORNING = time(8)
READERS = 500
MOST = 200


def due(*, now: datetime) -> list[int]:
    """Ids of the active people whose gathered notices should leave now."""
    waiting = Notice.objects.filter(in_digest=True, mailed_at__isnull=True, read_at__isnull=True)
    ids = list(waiting.order_by().values_list("user", flat=True).distinct()[:READERS])
    people = User.objects.filter(pk__in=ids, is_active=True).order_by("pk")
    digests = {digest.user_id: digest for digest in Digest.objects.filter(user__in=ids)}
    hours = {quiet.user_id: quiet for quiet in QuietHours.objects.filter(user__in=ids)}
    return [
        user.pk
        for user in people
        if _is_time(user, digests.get(user.pk), now=now) and not is_quiet(user, hours.get(user.pk), now=now)
    ]


def _is_time(user: User, digest: Digest | None, *, now: datetime) -> bool:
    last = digest.sent_at if digest else None
    if digest and digest.every == Every.HOUR:
        return last is None or now - last >= timedelta(hours=1)
    local = now.astimezone(zone_of(user))
    morning = datetime.combine(local.date(), MORNING, tzinfo=local.tzinfo)
    return local >= morning and (last is None or last < morning)


@transaction.atomic(savepoint=False)
def gather(user: User, *, now: datetime) -> list[Notice]:
    """Take what waits for this person's mail, newest first, at most `MOST`; the rest needs no mail any more.

    Empty when another worker has taken it. The event belongs to the mail.
    """
    digest, _made = Digest.objects.select_for_update().get_or_create(user=user)
    waiting = Notice.objects.filter(user=user, in_digest=True, mailed_at__isnull=True, read_at__isnull=True)
    found = list(waiting.order_by("-id")[:MOST])
    if found:
        waiting.filter(pk__lte=found[0].pk).update(mailed_at=now)
        digest.sent_at = now
        digest.save(update_fields=["sent_at"])
    return found
