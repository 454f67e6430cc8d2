"""Writing to a customer first: a new request that begins with our own words."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from aiuto.flows.check_first import check_first
from aiuto.flows.count_hints import count_hints
from aiuto.flows.write_first import write_first
from aiuto.people.queries import desk_choices
from aiuto.tickets.errors import LeftToFill, NotFound, TicketError
from aiuto.tickets.queries import Direction
from aiuto.workspace.coach.hints import Card, cards_of
from aiuto.workspace.shell import Reader, shell, signed_in
from aiuto.workspace.ticket import composer


class FirstForm(forms.Form):
    desk = forms.TypedChoiceField(label=_("From the desk"), coerce=int)
    to = forms.CharField(label=_("To"), max_length=320, help_text=_("The customer's e-mail address."))
    name = forms.CharField(label=_("Name"), max_length=160, required=False)
    subject = forms.CharField(label=_("Subject"), max_length=300)
    text = forms.CharField(label=_("Message"), widget=forms.Textarea, max_length=100_000)
    as_it_is = forms.BooleanField(label=_("Send it as it stands"), required=False)

    def __init__(self, *given: Any, user: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["desk"]
        field.choices = [(desk.pk, desk.name) for desk in desk_choices(user)]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def write(request: Reader) -> HttpResponse:
    """The form, and the request it opens; with `hints` it is read over and not sent."""
    initial = {"to": request.GET.get("to", "")[:320], "name": request.GET.get("name", "")[:160]}
    if "hints" in request.POST:
        return _page(request, FirstForm(user=request.user, initial=request.POST.dict()), _cards(request))
    given = request.POST if request.method == "POST" else None
    form = FirstForm(given, user=request.user, initial=initial)
    if form.is_valid() and (reference := _sent(request, form)):
        return redirect("workspace:ticket", reference)
    return _page(request, form, status=422 if form.is_bound else 200)


@require_POST
@signed_in
def check(request: Reader) -> HttpResponse:
    """The hints on the message, for the script that asks while one writes."""
    return render(request, "workspace/coach/_hints.html", {"cards": _cards(request), "kind": "first"})


def _sent(request: Reader, form: FirstForm) -> str:
    """The reference of the request that it opens; empty where the form says what is wrong."""
    asked, written, now = dict(form.cleaned_data), composer.read(request), timezone.now()
    desk, as_it_is = asked.pop("desk"), asked.pop("as_it_is")
    if not as_it_is and composer.left_to_fill(asked["text"]):
        form.add_error("as_it_is", str(LeftToFill()))
        return ""
    try:
        message = write_first(desk, **asked, by=request.user, now=now)
    except NotFound:
        raise
    except TicketError as error:
        form.add_error(None, str(error))
        return ""
    reference: str = message.ticket.reference
    count_hints(
        reference,
        user=request.user,
        text=message.text,
        direction=Direction.OUT,
        shown=written.shown,
        taken=written.taken,
        now=now,
    )
    return reference


def _cards(request: Reader) -> list[Card]:
    text = composer.read(request).text
    return cards_of(check_first(text, name=request.POST.get("name", ""), now=timezone.localtime()), text)


def _page(
    request: Reader, form: FirstForm, cards: list[Card] | None = None, status: int = 200
) -> HttpResponse:
    context = shell(request, form=form, cards=cards or [], in_write=True)
    return render(request, "workspace/ticket/first.html", context, status=status)
