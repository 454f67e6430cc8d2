"""Run in the installation: the day on which this address's owner, who is proved, is asked whether it is well now."""

import sys

import django

django.setup()

from django.utils import timezone  # noqa: E402 - settings first

from aiuto.customers.models import ContactPoint  # noqa: E402
from aiuto.flows.ask_follow_up import ask_follow_up  # noqa: E402
from aiuto.recovery.models import Step  # noqa: E402

if __name__ == "__main__":
    now, point = timezone.now(), ContactPoint.objects.get(value=sys.argv[1])
    ContactPoint.objects.filter(pk=point.pk).update(verified_at=now)
    due = Step.objects.filter(recovery__customer=point.customer, kind="follow_up", state="due")
    due.update(due_at=now)
    ask_follow_up(now=now)
