"""The desk whose terms an administrator looks at: limits, webhook, what the law owes."""

from django.http import Http404

from aiuto.people.policies import manages_people
from aiuto.people.queries import Desk, desk_for
from aiuto.workspace.shell import Reader


def managed_desk(request: Reader, desk: int) -> Desk:
    """Raises Http404 where this person does not manage it, or may not see it."""
    own = desk_for(request.user, desk)
    if own is None or not manages_people(request.user):
        raise Http404
    return own
