"""Who asks: looked up as one types, and one of them with all they asked and bought."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from aiuto.customers.queries import LIVE_LIMITS, limits_of, orders_of
from aiuto.people.policies import leads
from aiuto.recovery.queries import recoveries_of
from aiuto.tickets.queries import customers
from aiuto.tickets.queries.customers import Known
from aiuto.tickets.queries.walks import parse_place
from aiuto.workspace.customers.forms import AddressForm, CustomerForm
from aiuto.workspace.numbers import number_in
from aiuto.workspace.shell import Reader, shell, signed_in

LONGEST = 200
FOUND = 30
EDITED = ("name", "language", "notes")


@require_safe
@signed_in
def register(request: Reader) -> HttpResponse:
    """All customers, or those that a text may mean; asked for by htmx, the list alone."""
    context = _listed(request)
    if request.htmx:
        return render(request, "workspace/customers/_list.html", {"now": timezone.now(), **context})
    context["lifts"] = leads(request.user)
    return render(request, "workspace/customers/register.html", shell(request, **context))


@require_safe
@signed_in
def show(request: Reader, customer: int) -> HttpResponse:
    """One customer. A merged one leads to who they are now."""
    known = customers.one(request.user, customer)
    if known.customer.pk != customer:
        return redirect("workspace:customer", known.customer.pk)
    return page(request, known)


def page(request: Reader, known: Known, **forms: Any) -> HttpResponse:
    """The page of a customer, with the forms as they were sent when something is wrong in them."""
    wrong = any(form.is_bound for form in forms.values())
    context = {
        "known": known,
        "edit_form": CustomerForm(initial={name: getattr(known.customer, name) for name in EDITED}),
        "address_form": AddressForm(),
        "orders": orders_of(known.customer.pk),
        "recoveries": recoveries_of(known.customer.pk, user=request.user),
        **_requests(request, known),
        **_limits(request, known),
        **forms,
    }
    return render(
        request, "workspace/customers/page.html", shell(request, **context), status=422 if wrong else 200
    )


def _limits(request: Reader, known: Known) -> dict[str, Any]:
    found = limits_of(request.user, known.customer.pk)
    live = [limit for limit in found if limit.state in LIVE_LIMITS]
    return {
        "limits": live,
        "past_limits": [limit for limit in found if limit not in live],
        "lifts": leads(request.user),
    }


def _requests(request: Reader, known: Known) -> dict[str, Any]:
    behind = parse_place(request.GET.get("behind", ""))
    found = customers.requests_of(request.user, known.customer.pk, behind=behind)
    here = reverse("workspace:customer", args=[known.customer.pk])
    older = f"{here}?behind={found.older}" if found.older else ""
    return {
        "tickets": found.tickets,
        "older": older if found.full else "",
        "further": "" if found.full else older,
        "first": here if behind else "",
    }


def _listed(request: Reader) -> dict[str, Any]:
    query = request.GET.get("q", "").strip()[:LONGEST]
    if query:
        return {"looked_for": query, "people": customers.matching(request.user, query, limit=FOUND)}
    place = number_in(request.GET.get("behind", ""))
    found = customers.register(request.user, behind=place)
    here = reverse("workspace:customers")
    return {
        "looked_for": "",
        "people": found.customers,
        "older": f"{here}?{urlencode({'behind': found.older})}" if found.older else "",
        "first": here if place else "",
    }
