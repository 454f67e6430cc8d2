"""Writing to a customer first: a new request that begins with our own words."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from aiuto.flows.write_first import write_first
from aiuto.people.queries import desk_choices
from aiuto.tickets.errors import NotFound, TicketError
from aiuto.workspace.shell import Reader, shell, signed_in


class FirstForm(forms.Form):
    desk = forms.TypedChoiceField(label=_("From the desk"), coerce=int)
    to = forms.CharField(label=_("To"), max_length=320, help_text=_("The customer's e-mail address."))
    name = forms.CharField(label=_("Name"), max_length=160, required=False)
    subject = forms.CharField(label=_("Subject"), max_length=300)
    text = forms.CharField(label=_("Message"), widget=forms.Textarea, max_length=100_000)

    def __init__(self, *given: Any, user: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["desk"]
        field.choices = [(desk.pk, desk.name) for desk in desk_choices(user)]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def write(request: Reader) -> HttpResponse:
    """The form, and the request it opens."""
    initial = {"to": request.GET.get("to", "")[:320], "name": request.GET.get("name", "")[:160]}
    given = request.POST if request.method == "POST" else None
    form = FirstForm(given, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        desk = asked.pop("desk")
        try:
            message = write_first(desk, **asked, by=request.user, now=timezone.now())
        except NotFound:
            raise
        except TicketError as error:
            form.add_error(None, str(error))
        else:
            return redirect("workspace:ticket", message.ticket.reference)
    status = 422 if form.is_bound else 200
    context = shell(request, form=form, in_write=True)
    return render(request, "workspace/ticket/first.html", context, status=status)
