"""Run in the installation: ask by mail whether an address is somebody's, with a link to a page for customers."""

import django

django.setup()

from django.utils import timezone  # noqa: E402 - settings first

from aiuto.customers.models import ContactPoint  # noqa: E402
from aiuto.flows.ask_confirmation import ask_confirmation  # noqa: E402
from aiuto.people.models import User  # noqa: E402
from aiuto.people.queries import default_desk  # noqa: E402

ADDRESS = "franca.bellini@posta.example"

if __name__ == "__main__":
    ask_confirmation(
        ContactPoint.objects.get(value=ADDRESS).pk,
        desk_id=default_desk().pk,
        user=User.objects.get(email="anna@lumiera.example"),
        now=timezone.now(),
    )
