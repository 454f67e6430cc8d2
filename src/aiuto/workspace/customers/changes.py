"""What can be changed about a customer: name, language, addresses, and being two when they are one."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from aiuto.customers.errors import CustomerError
from aiuto.flows.add_contact_point import add_contact_point
from aiuto.flows.ask_confirmation import ask_confirmation
from aiuto.flows.edit_customer import edit_customer
from aiuto.flows.merge_customers import merge_customers
from aiuto.tickets.errors import NotFound, TicketError
from aiuto.tickets.queries import customers
from aiuto.tickets.queries.customers import Known
from aiuto.workspace.customers import views
from aiuto.workspace.customers.forms import AddressForm, CustomerForm
from aiuto.workspace.numbers import number_in
from aiuto.workspace.shell import Reader, shell, signed_in


@require_POST
@signed_in
def edit(request: Reader, customer: int) -> HttpResponse:
    """Name, language and notes."""

    def act(given: dict[str, Any]) -> None:
        edit_customer(customer, **given, user=request.user, now=timezone.now())

    return _act(request, customer, CustomerForm(request.POST), act, "edit_form", _("Kept."))


@require_POST
@signed_in
def add_address(request: Reader, customer: int) -> HttpResponse:
    """One more e-mail address or telephone number."""

    def act(given: dict[str, Any]) -> None:
        add_contact_point(customer, **given, user=request.user, now=timezone.now())

    return _act(request, customer, AddressForm(request.POST), act, "address_form", _("Added."))


@require_POST
@signed_in
def ask(request: Reader, customer: int, point: int) -> HttpResponse:
    """Ask the owner of an address, by mail, whether it is theirs."""
    known = customers.one(request.user, customer)
    desk = customers.desk_that_writes(request.user, known.customer.pk)
    if desk is None or point not in {each.pk for each in known.points}:
        raise NotFound
    try:
        asked = ask_confirmation(point, desk_id=desk, user=request.user, now=timezone.now())
    except NotFound:
        raise
    except TicketError as error:
        messages.error(request, str(error))
    else:
        _say(request, asked=asked is not None)
    return redirect("workspace:customer", known.customer.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def merge(request: Reader, customer: int) -> HttpResponse:
    """Look for the other, see both, then say that they are one. This customer stays; the other becomes them."""
    known = customers.one(request.user, customer)
    other = _chosen(request, known)
    if request.method == "POST" and other:
        return _merge(request, known, other)
    if request.method == "POST":
        return _refused(request, known, _nobody_else(request))
    query = request.GET.get("q", "").strip()[: views.LONGEST]
    found = customers.matching(request.user, query, limit=views.FOUND) if query else []
    others = [person for person in found if person.customer.pk != known.customer.pk]
    context = {"known": known, "other": other, "looked_for": query, "others": others}
    if request.htmx:
        return render(request, "workspace/customers/_others.html", context)
    return render(request, "workspace/customers/merge.html", shell(request, **context))


def _act(
    request: Reader,
    customer: int,
    form: forms.Form,
    act: Callable[[dict[str, Any]], None],
    name: str,
    done: str,
) -> HttpResponse:
    """Do it, or show the page again with what is wrong and what was typed."""
    known = customers.one(request.user, customer)
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except CustomerError as error:
            form.add_error(next(iter(form.fields)), str(error))
        else:
            messages.success(request, done)
            return redirect("workspace:customer", known.customer.pk)
    return views.page(request, known, **{name: form})


def _say(request: Reader, *, asked: bool) -> None:
    if asked:
        messages.success(request, _("Asked. The address is confirmed when they press the link."))
    else:
        messages.info(request, _("They were asked within the last hour: the link they have still works."))


def _chosen(request: Reader, known: Known) -> Known | None:
    """The other customer that the address or the form names."""
    named = number_in(request.POST.get("other", "") or request.GET.get("other", ""))
    if named is None:
        return None
    other = customers.one(request.user, named)
    return other if other.customer.pk != known.customer.pk else None


def _merge(request: Reader, known: Known, other: Known) -> HttpResponse:
    try:
        merge_customers(other.customer.pk, into=known.customer.pk, user=request.user, now=timezone.now())
    except CustomerError as error:
        return _refused(request, known, str(error))
    messages.success(request, _("They are one customer now."))
    return redirect("workspace:customer", known.customer.pk)


def _nobody_else(request: Reader) -> str:
    """Nobody was chosen, or a colleague made them one customer a moment ago."""
    return _("They are one customer already.") if request.POST.get("other") else _("Choose who joins.")


def _refused(request: Reader, known: Known, refusal: str) -> HttpResponse:
    context: dict[str, Any] = {
        "known": known,
        "other": None,
        "looked_for": "",
        "others": [],
        "refusal": refusal,
    }
    return render(request, "workspace/customers/merge.html", shell(request, **context), status=422)
