"""Views are saved, renamed and deleted."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aiuto.flows.change_view import change_view
from aiuto.flows.drop_view import drop_view
from aiuto.flows.save_view import save_view
from aiuto.tickets.errors import NotFound, TicketError
from aiuto.tickets.queries import filters
from aiuto.tickets.queries.views import view_for
from aiuto.workspace.shell import Reader, shell, signed_in
from aiuto.workspace.views.bar import address_of
from aiuto.workspace.views.forms import ChangeForm, SaveForm


@require_POST
@signed_in
def save(request: Reader) -> HttpResponse:
    """Keep the filter under a name."""
    form = SaveForm(request.POST, user=request.user)
    if form.is_valid():
        try:
            view = save_view(user=request.user, now=timezone.now(), **form.cleaned_data)
        except TicketError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("Kept. You find it under “Saved views”."))
            return redirect("workspace:saved_view", view.pk)
    back = address_of(filters.parse(request.POST.get("query", "")))
    context = shell(request, in_inbox=True, form=form, back=back)
    return render(request, "workspace/views/save.html", context, status=422)


@require_POST
@signed_in
def change(request: Reader, saved: int) -> HttpResponse:
    """Another name."""
    view = view_for(request.user, saved)
    form = ChangeForm(request.POST)
    if form.is_valid():
        try:
            change_view(saved, user=request.user, name=form.cleaned_data["name"], now=timezone.now())
        except NotFound:
            raise
        except TicketError as error:
            form.add_error("name", str(error))
        else:
            return redirect("workspace:saved_view", saved)
    context = shell(request, in_inbox=True, form=form, saved=view)
    return render(request, "workspace/views/save.html", context, status=422)


@require_POST
@signed_in
def drop(request: Reader, saved: int) -> HttpResponse:
    """Delete it; the list itself stays open, so that it can be saved again."""
    view = drop_view(saved, user=request.user, now=timezone.now())
    messages.success(request, _("Deleted. The requests are where they were."))
    return redirect(address_of(filters.parse(view.query)))
