"""Saved replies: finding, writing and dropping them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from aiuto.flows.drop_saved_reply import drop_saved_reply
from aiuto.flows.save_saved_reply import save_saved_reply
from aiuto.manual.errors import ManualError
from aiuto.manual.policies import may_change
from aiuto.manual.queries import PLACEHOLDERS, SavedReply, family_of, saved_reply
from aiuto.manual.queries import register as all_replies
from aiuto.workspace.coach.texts import said_of
from aiuto.workspace.numbers import number_in
from aiuto.workspace.replies.forms import EVERYBODY, OWN, ReplyForm
from aiuto.workspace.shell import Reader, shell, signed_in

LONGEST = 200


@require_safe
@signed_in
def register(request: Reader) -> HttpResponse:
    """All that this person may use, by title; `q` narrows them down."""
    words = request.GET.get("q", "")[:LONGEST]
    found = all_replies(request.user, words=words)
    context = {"replies": found, "words": words}
    if request.htmx:
        return render(request, "workspace/replies/_list.html", context)
    return render(request, "workspace/replies/page.html", shell(request, **context))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def write(request: Reader, reply: int | None = None) -> HttpResponse:
    """A new reply, or one to change; `same_as` begins a translation of another one."""
    known = _known(request, reply)
    other = _known(request, number_in(request.GET.get("same_as", ""))) if known is None else None
    given = request.POST if request.method == "POST" else None
    said = _said(known)
    form = ReplyForm(given, user=request.user, initial=_initial(known, other))
    if known and said["rewrite"] and "rewrite" in request.GET:
        form.initial["text"] = said["rewrite"]
    if request.method == "POST" and form.is_valid() and (kept := _keep(request, form, known, other)):
        return _after(kept)
    context = {
        "form": form,
        "reply": known,
        "said": said,
        "other": other,
        "mine": known is None or may_change(request.user, known),
        "same_as": f"?same_as={known.pk}" if known else "",
        "family": family_of(request.user, known) if known else [],
        "placeholders": [f"{{{{{name}}}}}" for name in PLACEHOLDERS],
    }
    status = 422 if form.is_bound else 200
    return render(request, "workspace/replies/reply.html", shell(request, **context), status=status)


@require_POST
@signed_in
def drop(request: Reader, reply: int) -> HttpResponse:
    """It is gone; what was written with it stays."""
    known = _known(request, reply)
    try:
        drop_saved_reply(reply, user=request.user, now=timezone.now())
    except ManualError as error:
        messages.error(request, str(error))
        return redirect("workspace:edit_reply", reply)
    messages.success(request, _("“%(title)s” is gone.") % {"title": known.title if known else ""})
    return redirect("workspace:replies")


def _said(reply: SavedReply | None) -> dict[str, Any]:
    """What the coach says of it, as it is kept."""
    if reply is None:
        return {"cards": [], "rewrite": ""}
    return said_of("reply", reply.pk, reply.title, reply.text, reply.language)


def _after(reply: SavedReply) -> HttpResponse:
    """Back to the list, or to the reply where something of it could be said better."""
    if _said(reply)["cards"]:
        return redirect("workspace:edit_reply", reply.pk)
    return redirect("workspace:replies")


def _keep(
    request: Reader, form: ReplyForm, known: SavedReply | None, other: SavedReply | None
) -> SavedReply | None:
    try:
        kept = save_saved_reply(
            user=request.user,
            **form.wording(),
            reply=known.pk if known else None,
            same_as=other.pk if other else None,
            now=timezone.now(),
        )
    except ManualError as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, _("Kept."))
    return kept


def _known(request: Reader, reply: int | None) -> SavedReply | None:
    if reply is None:
        return None
    try:
        return saved_reply(request.user, reply)
    except ManualError as error:
        raise Http404(str(error)) from error


def _initial(known: SavedReply | None, other: SavedReply | None) -> dict[str, Any]:
    """What the form begins with: the reply, or another one's audience and title."""
    one = known or other
    if one is None:
        return {"language": translation.get_language(), "audience": OWN}
    audience = OWN if one.user_id else str(one.team_id or EVERYBODY)
    language = one.language if known else next((c for c in ("it", "en") if c != one.language), "it")
    return {"title": one.title, "text": one.text, "language": language, "audience": audience}
