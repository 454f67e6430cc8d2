"""Run in the installation: solve what journeys asked since a moment, to keep the newest on the first page."""

import sys
from datetime import datetime

import django

django.setup()

from django.utils import timezone  # noqa: E402 - settings first

from aiuto.flows.change_many import change_many  # noqa: E402
from aiuto.people.models import User  # noqa: E402
from aiuto.tickets.models import Ticket  # noqa: E402

if __name__ == "__main__":
    lead = User.objects.get(email="emma@lumiera.example")
    asked = Ticket.objects.filter(
        created_at__gte=datetime.fromisoformat(sys.argv[1]), owner=None, state="new"
    )
    change_many(list(asked.values_list("reference", flat=True)), user=lead, act="solve", now=timezone.now())
