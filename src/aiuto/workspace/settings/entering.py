"""Who may come into the settings; for everybody else they are not there."""

from functools import wraps
from typing import Any

from django.http import HttpResponse

from aiuto.people.policies import manages_people, sees_settings
from aiuto.tickets.errors import NotFound
from aiuto.workspace.shell import Reader, View, signed_in


def for_admins(view: View) -> View:
    """Desks, hours, mailboxes, teams, people, orders and the journal."""
    return _only(view, manages_people)


def for_leads(view: View) -> View:
    """People to look at, tags and reasons to keep."""
    return _only(view, sees_settings)


def _only(view: View, may: Any) -> View:
    @signed_in
    @wraps(view)
    def entered(request: Reader, *args: Any, **named: Any) -> HttpResponse:
        if not may(request.user):
            raise NotFound
        return view(request, *args, **named)

    return entered
