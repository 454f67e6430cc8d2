"""Who is on the telephone or at the door: found as one types, kept while the form goes to and fro."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from aiuto.customers.policies import is_called
from aiuto.people.queries import User
from aiuto.tickets.queries import Ticket, conversation, customers
from aiuto.tickets.queries.customers import Known
from aiuto.workspace.contacts.forms import ContactForm
from aiuto.workspace.numbers import number_in
from aiuto.workspace.shell import Reader

LONGEST = 200
ASIDE = ("find", "choose", "forget")
"""Buttons that show the form again, with who was found."""
WHOLE_NUMBER = 6
"""Digits from which a number can be a whole one."""


@dataclass(slots=True)
class Scene:
    """What is known before the form is: the request it is noted from, who it was, who it may have been."""

    ticket: Ticket | None = None
    known: Known | None = None
    query: str = ""
    matches: list[Known] = field(default_factory=list)
    requests: list[Ticket] = field(default_factory=list)

    @property
    def is_called(self) -> bool:
        """Whether a limit leaves us to talk with them on the telephone."""
        return is_called(self.known.customer if self.known else None)


def scene_of(request: Reader) -> Scene:
    """What the form or the address says of them, read with this person's rights. Raises NotFound."""
    given = request.POST if request.method == "POST" else request.GET
    ticket = conversation.ticket(request.user, given["ticket"]) if given.get("ticket") else None
    number = "" if "forget" in given else given.get("choose", "") or given.get("customer", "")
    if not number and ticket and ticket.customer_id and "forget" not in given:
        number = str(ticket.customer_id)
    scene = Scene(ticket=ticket, query=given.get("q", "").strip()[:LONGEST])
    if (named := number_in(number)) is not None:
        scene.known = customers.one(request.user, named)
        scene.requests = customers.open_requests_of(request.user, scene.known.customer.pk)
    elif scene.query:
        scene.matches = customers.matching(request.user, scene.query)
    if ticket and ticket not in scene.requests:
        scene.requests.insert(0, ticket)
    return scene


def with_certainty(user: User, scene: Scene) -> Scene:
    """The same; a whole number that one customer alone has is theirs, and nobody needs to choose."""
    digits = sum(sign.isdigit() for sign in scene.query)
    if len(scene.matches) != 1 or not is_number(scene.query) or digits < WHOLE_NUMBER:
        return scene
    [known] = scene.matches
    return Scene(known=known, requests=customers.open_requests_of(user, known.customer.pk))


def asked(request: HttpRequest, scene: Scene) -> dict[str, Any]:
    """What the address says: the request one comes from, a number that rang."""
    initial: dict[str, Any] = {"phone": request.GET.get("phone", "")[:60]}
    if scene.ticket:
        initial["about"] = scene.ticket.reference
    return initial


def typed(request: HttpRequest, scene: Scene, form: type[ContactForm] = ContactForm) -> dict[str, Any]:
    """The form as it was filled in so far."""
    given = {name: request.POST[name] for name in form.base_fields if name in request.POST}
    if given.get("about", "") not in {ticket.reference for ticket in scene.requests}:
        given.pop("about", None)
    return given | (described(scene, request) if "forget" not in request.POST else {})


def described(scene: Scene, request: HttpRequest) -> dict[str, str]:
    """Whoever was looked for and not found is who it was, until something else is written."""
    filled = any(request.POST.get(name, "").strip() for name in ("name", "phone", "email"))
    if scene.known or filled or not scene.query or scene.matches:
        return {}
    kind = "email" if "@" in scene.query else "phone" if is_number(scene.query) else "name"
    return {kind: scene.query}


def is_number(text: str) -> bool:
    """Whether it may be a telephone number, or a part of one."""
    return not any(sign.isalpha() for sign in text) and any(sign.isdigit() for sign in text)
