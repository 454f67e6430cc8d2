"""The page of absences: noted by oneself or a lead; leads see what is due meanwhile, and give it on with one press."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from aiuto.flows.end_absence import end_absence
from aiuto.flows.note_absence import note_absence
from aiuto.people.errors import NotAllowed, PeopleError
from aiuto.people.policies import leads
from aiuto.people.queries import absence as absence_of
from aiuto.people.queries import absences
from aiuto.promises.queries.covering import uncovered
from aiuto.tickets.errors import NotFound
from aiuto.workspace.away.forms import AbsenceForm
from aiuto.workspace.promises.giving import give
from aiuto.workspace.settings.entering import for_leads
from aiuto.workspace.shell import Reader, shell, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def show(request: Reader) -> HttpResponse:
    """Who is away now and later; POST notes an absence."""
    form = AbsenceForm(request.POST or None, user=request.user, now=timezone.now())
    if request.method == "POST" and form.is_valid() and _note(request, form):
        return redirect("workspace:away")
    status = 422 if form.errors else 200
    return render(request, "workspace/away/page.html", _context(request, form), status=status)


@require_POST
@signed_in
def end(request: Reader, absence: int) -> HttpResponse:
    """They are back, or will not be away."""
    own = absence_of(absence)
    try:
        end_absence(own.pk if own else 0, user=request.user, now=timezone.now())
    except NotAllowed as error:
        raise NotFound from error
    messages.success(request, _("Noted."))
    return redirect("workspace:away")


@require_POST
@for_leads
def cover(request: Reader, reference: str) -> HttpResponse:
    """A colleague who is there takes the request, with what is promised on it."""
    return give(request, reference, then=reverse("workspace:away"))


def _note(request: Reader, form: AbsenceForm) -> bool:
    try:
        note_absence(**form.given, user=request.user, now=form.now)
    except PeopleError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("Noted. Why somebody is away is asked nowhere."))
    return True


def _context(request: Reader, form: AbsenceForm) -> dict[str, Any]:
    is_lead, now = leads(request.user), form.now
    return shell(
        request,
        form=form,
        is_lead=is_lead,
        absences=[(one, is_lead or one.user_id == request.user.pk, one.covers(now)) for one in absences(now)],
        uncovered=uncovered(request.user, now=now) if is_lead else [],
    )
