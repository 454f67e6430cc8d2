"""What the call page shows beside its form: who it is, what is owed, what to say, and whether we are there at all."""

import secrets
from typing import Any

from django.utils import timezone

from aiuto.flows.check_note import check_note
from aiuto.people.queries import desk_choices, desk_for
from aiuto.promises.queries.calls import call_due, calls_owed, is_closed, opens_at, owed_to
from aiuto.tickets.queries.waits import held_call
from aiuto.ui import words
from aiuto.workspace.calls.wordings import greetings, instead_of_a_call, sayings
from aiuto.workspace.coach.hints import cards_of
from aiuto.workspace.contacts.scenes import Scene
from aiuto.workspace.numbers import number_in
from aiuto.workspace.shell import Reader

LONGEST_KEY = 40


def around(request: Reader, scene: Scene, text: str) -> dict[str, Any]:
    """All of it. `text` is the note so far, which is read over where somebody asked for that."""
    desk, known, now = desk_of(request, scene), scene.known and scene.known.customer, timezone.now()
    language = (known and known.language) or (desk.language if desk else "")
    theirs, ours = greetings(
        language, name=known.name if known else "", me=request.user.name, desk=desk.name if desk else ""
    )
    return {
        **hold_of(request),
        **_hours(desk, now),
        "owed": owed_to(request.user, known.pk) if known else [],
        "calls": calls_owed(request.user),
        "greeting": theirs,
        "greeting_back": ours,
        "language": language,
        "sayings": sayings(language),
        "instead": instead_of_a_call(language),
        "cards": cards_of(check_note(text, now=timezone.localtime()), text)
        if "hints" in request.POST
        else [],
    }


def hold_of(request: Reader) -> dict[str, Any]:
    """The call, and since when they hold on, if they do."""
    key = key_of(request)
    return {"call": key, "held": held_call(request.user, key), "now": timezone.now()}


def key_of(request: Reader) -> str:
    """What this call is named by from its first page on: nobody else's."""
    given = request.POST.get("call", "")[:LONGEST_KEY]
    own = f"{request.user.pk}-"
    return (
        given
        if given.startswith(own) and given.isascii() and given.isprintable()
        else f"{own}{secrets.token_hex(8)}"
    )


def desk_of(request: Reader, scene: Scene) -> Any:
    """The desk that is called: of the request it is about, as chosen, of their newest request, or one's own.

    None for somebody of no desk.
    """
    about = [ticket.desk for ticket in scene.requests if ticket.reference == request.POST.get("about")]
    if about:
        return about[0]
    if (chosen := number_in(request.POST.get("desk", ""))) is not None:
        return desk_for(request.user, chosen)
    if scene.requests:
        return scene.requests[0].desk
    first = min(desk_choices(request.user), key=lambda desk: not desk.is_default, default=None)
    return desk_for(request.user, first.pk) if first else None


def _hours(desk: Any, now: Any) -> dict[str, Any]:
    """By when they are called back if nobody can help them now; and when the desk opens, where it is closed."""
    if desk is None:
        return {}
    opens = words.full(opens_at(desk, now)) if is_closed(desk, now) else ""
    return {"opens": opens, "call_due": words.full(call_due(desk, now))}
