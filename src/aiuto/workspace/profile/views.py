"""The page of one's own settings, and of the browsers where one is signed in."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from aiuto.flows.set_preferences import set_preferences
from aiuto.flows.sign_out_browsers import sign_out_browsers
from aiuto.people.errors import PeopleError
from aiuto.people.queries import User, browsers_of
from aiuto.promises.queries.calendar import feed_made_at
from aiuto.ui.themes import COOKIE
from aiuto.workspace.coach.texts import said_of
from aiuto.workspace.profile.devices import device
from aiuto.workspace.profile.forms import Preferences
from aiuto.workspace.shell import Reader, shell, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def show(request: Reader) -> HttpResponse:
    """GET shows the choices, POST keeps them and shows the page again in the new language and colours."""
    user = request.user
    form = _form(user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _keep(request, form):
        response = redirect("workspace:profile")
        response.delete_cookie(COOKIE)
        return response
    context = context_of(request, form)
    return render(request, "workspace/profile/page.html", context, status=422 if form.errors else 200)


def context_of(request: Reader, form: Preferences | None = None) -> dict[str, Any]:
    """What the page shows; `form` where somebody has just filled it in."""
    user = request.user
    return shell(
        request,
        form=form or _form(user),
        browsers=_browsers(request),
        notices=_notices(),
        said=_said(user),
        calendar_since=feed_made_at(user),
    )


@require_POST
@signed_in
def sign_out(request: Reader) -> HttpResponse:
    """End one session, or all but this one."""
    others = [browser["id"] for browser in _browsers(request) if not browser["here"]]
    chosen = request.POST.get("browser", "")
    ids = [number for number in others if chosen in ("all", str(number))]
    if sign_out_browsers(request.user, ids=ids, now=timezone.now()):
        messages.success(request, _("Signed out there."))
    return redirect("workspace:profile")


def _form(user: User, given: QueryDict | None = None) -> Preferences:
    return Preferences(given, initial={name: getattr(user, name) for name in Preferences.base_fields})


def _keep(request: Reader, form: Preferences) -> bool:
    try:
        set_preferences(request.user, **form.cleaned_data, now=timezone.now())
    except PeopleError as error:
        form.add_error(None, str(error))
        return False
    with translation.override(form.cleaned_data["language"] or translation.get_language()):
        messages.success(request, _("Kept."))
    return True


def _browsers(request: Reader) -> list[dict[str, Any]]:
    """Where one is signed in, this browser first."""
    found = []
    for session in browsers_of(request.user, now=timezone.now()):
        icon, name = device(session.user_agent)
        here = session.session_key == request.session.session_key
        found.append({"id": session.pk, "icon": icon, "name": name, "at": session.created_at, "here": here})
    return sorted(found, key=lambda browser: not browser["here"])


def _said(user: User) -> dict[str, Any]:
    """What could be said better in one's signature; nobody else sees it."""
    return said_of("person", user.pk, str(user), user.signature, "")


def _notices() -> str:
    """The page of what one is told."""
    try:
        return reverse("workspace:notice_choices")
    except NoReverseMatch:
        return ""
