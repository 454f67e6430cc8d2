"""Run in the installation: three quarters of the newest promised call's time are over, and the worker looks."""

import django

django.setup()

from django.utils import timezone  # noqa: E402 - settings first

from aiuto.flows.watch_promises import watch_promises  # noqa: E402
from aiuto.promises.models import Promise  # noqa: E402

if __name__ == "__main__":
    now = timezone.now()
    call = Promise.objects.filter(kind="call_back", state="open").latest("pk")
    Promise.objects.filter(pk=call.pk).update(wakes_at=now)
    watch_promises(now=now)
