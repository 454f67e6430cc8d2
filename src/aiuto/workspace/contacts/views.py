"""Noting a call or a visit: who it was is found as one types, then what was said. It all works without JavaScript."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from aiuto.customers.errors import CustomerError
from aiuto.flows.note_contact import note_contact
from aiuto.tickets.errors import NotFound, TicketError
from aiuto.tickets.queries import Ticket, conversation, customers
from aiuto.tickets.queries.customers import Known
from aiuto.workspace.contacts.forms import ContactForm
from aiuto.workspace.shell import Reader, shell, signed_in

LONGEST = 200
ASIDE = ("find", "choose", "forget")


@dataclass(slots=True)
class Scene:
    """What is known before the form is: the request it is noted from, who it was, who it may have been."""

    ticket: Ticket | None = None
    known: Known | None = None
    query: str = ""
    matches: list[Known] = field(default_factory=list)
    requests: list[Ticket] = field(default_factory=list)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def note(request: Reader) -> HttpResponse:
    """The form; a press on one of its small buttons shows it again as it was filled in, with who was found."""
    scene = _scene(request)
    if request.htmx and request.method == "GET":
        return render(request, "workspace/contacts/_matches.html", {"scene": scene})
    if request.method == "POST" and not any(button in request.POST for button in ASIDE):
        return _keep(request, scene)
    initial = _typed(request, scene) if request.method == "POST" else _asked(request, scene)
    form = ContactForm(user=request.user, requests=scene.requests, initial=initial)
    if request.htmx:
        return render(request, "workspace/contacts/_scene.html", {"scene": scene, "form": form})
    return _page(request, scene, form, status=200)


def _keep(request: Reader, scene: Scene) -> HttpResponse:
    data = request.POST.copy()
    for name, value in _described(scene, request).items():
        data[name] = value
    form = ContactForm(data, user=request.user, requests=scene.requests)
    if form.is_valid():
        try:
            message = note_contact(
                form.spoken(),
                who=form.who(scene.known.customer.pk if scene.known else None),
                about=form.place(),
                user=request.user,
                now=timezone.now(),
                then=form.cleaned_data["then"],
            )
        except NotFound:
            raise
        except (TicketError, CustomerError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Noted."))
            return redirect("workspace:ticket", message.ticket.reference)
    return _page(request, scene, form, status=422)


def _page(request: Reader, scene: Scene, form: ContactForm, *, status: int) -> HttpResponse:
    context = shell(request, scene=scene, form=form)
    return render(request, "workspace/contacts/page.html", context, status=status)


def _scene(request: Reader) -> Scene:
    given = request.POST if request.method == "POST" else request.GET
    ticket = conversation.ticket(request.user, given["ticket"]) if given.get("ticket") else None
    number = "" if "forget" in given else given.get("choose", "") or given.get("customer", "")
    if not number and ticket and ticket.customer_id and "forget" not in given:
        number = str(ticket.customer_id)
    scene = Scene(ticket=ticket, query=given.get("q", "").strip()[:LONGEST])
    if number.isascii() and number.isdigit() and len(number) < 18:
        scene.known = customers.one(request.user, int(number))
        scene.requests = customers.open_requests_of(request.user, scene.known.customer.pk)
    elif scene.query:
        scene.matches = customers.matching(request.user, scene.query)
    if ticket and ticket not in scene.requests:
        scene.requests.insert(0, ticket)
    return scene


def _asked(request: HttpRequest, scene: Scene) -> dict[str, Any]:
    """What the address says: the request one comes from, a number that rang."""
    initial: dict[str, Any] = {"phone": request.GET.get("phone", "")[:60]}
    if scene.ticket:
        initial["about"] = scene.ticket.reference
    return initial


def _typed(request: HttpRequest, scene: Scene) -> dict[str, Any]:
    """The form as it was filled in so far."""
    typed = {name: request.POST[name] for name in ContactForm.base_fields if name in request.POST}
    if typed.get("about", "") not in {ticket.reference for ticket in scene.requests}:
        typed.pop("about", None)
    return typed | (_described(scene, request) if "forget" not in request.POST else {})


def _described(scene: Scene, request: HttpRequest) -> dict[str, str]:
    """Whoever was looked for and not found is who it was, until something else is written."""
    filled = any(request.POST.get(name, "").strip() for name in ("name", "phone", "email"))
    if scene.known or filled or not scene.query or scene.matches:
        return {}
    kind = "email" if "@" in scene.query else "phone" if _is_number(scene.query) else "name"
    return {kind: scene.query}


def _is_number(text: str) -> bool:
    return not any(sign.isalpha() for sign in text) and any(sign.isdigit() for sign in text)
