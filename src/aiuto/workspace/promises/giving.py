"""A colleague who is there takes a request with what is promised on it, with one press that can be taken back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from aiuto.flows.change_one import change_one
from aiuto.recovery.errors import Unsaid
from aiuto.tickets.errors import Already, NotFound, TicketError
from aiuto.workspace.bulk.views import undo_address
from aiuto.workspace.numbers import number_in
from aiuto.workspace.shell import Reader


def give(request: Reader, reference: str, *, then: str) -> HttpResponse:
    """To the `owner` of the form, unless it is no longer whose it was as it was `seen`; then on to that address.

    Where a recovery stands still, its form asks why first. Raises NotFound.
    """
    owner, seen = (number_in(request.POST.get(name, "")) or 0 for name in ("owner", "seen"))
    given = {"owner": owner, "seen": seen}
    try:
        changed = change_one(reference, user=request.user, act="assign", given=given, now=timezone.now())
    except NotFound:
        raise
    except Unsaid as error:
        messages.info(request, str(error))
        asked = reverse("workspace:ask", args=[reference, "assign"])
        return redirect(f"{asked}?owner={owner}")
    except TicketError as error:
        (messages.info if isinstance(error, Already) else messages.error)(request, str(error))
    else:
        done = _("It is theirs now, and they are told.")
        messages.success(request, done, extra_tags=undo_address(changed.act))
    return redirect(then)
