"""People: colleagues, their roles and teams, invitations, and those who have left."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from aiuto.flows.change_person import change_person
from aiuto.flows.create_user import create_user
from aiuto.flows.deactivate_user import deactivate_user
from aiuto.flows.invite_again import invite_again
from aiuto.flows.reactivate_user import reactivate_user
from aiuto.people.policies import manages_people
from aiuto.people.queries import PAGE, all_teams, everybody, someone
from aiuto.tickets.errors import NotFound
from aiuto.workspace.numbers import number_in
from aiuto.workspace.settings.editing import Sectioned, edit, found, press
from aiuto.workspace.settings.entering import for_admins, for_leads
from aiuto.workspace.settings.places import page
from aiuto.workspace.shell import Reader

ROLES = [
    ("agent", gettext_lazy("Agent: answers customers")),
    ("lead", gettext_lazy("Lead: decides for the others too, keeps tags and reasons")),
    ("admin", gettext_lazy("Administrator: furnishes the house")),
]


class PersonForm(Sectioned):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=ROLES, widget=forms.RadioSelect, initial="agent"
    )
    teams = forms.MultipleChoiceField(
        label=gettext_lazy("Teams"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(team.name, team.name) for team in all_teams()],
    )


class Invitation(PersonForm):
    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=254)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of their pages"),
        required=False,
        choices=[("", gettext_lazy("As the installation")), *settings.LANGUAGES],
    )
    field_order = ("name", "email", "role", "teams", "language")


@require_safe
@for_leads
def show(request: Reader) -> HttpResponse:
    """Colleagues by name; those who have left on a page of their own."""
    left = request.GET.get("who") == "left"
    people = everybody(active=not left, behind=number_in(request.GET.get("behind", "")) or 0)
    here = reverse("workspace:people") + ("?who=left&" if left else "?")
    context = page(
        request,
        "people",
        _("People"),
        people=people[:PAGE],
        left=left,
        manages=manages_people(request.user),
        further=f"{here}behind={people[PAGE - 1].pk}" if len(people) > PAGE else "",
        first=here if "behind" in request.GET else "",
    )
    return render(request, "workspace/settings/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def new(request: Reader) -> HttpResponse:
    """An account for a colleague, who gets a link to choose a password."""
    return edit(
        request,
        Invitation(request.POST or None),
        lambda given: create_user(**given, by=request.user, now=timezone.now()),
        done=_("Invited. A link to choose a password goes to them by mail."),
        then=reverse("workspace:people"),
        show=lambda: page(
            request,
            "people",
            _("Invite a colleague"),
            above=_above(),
            save=_("Invite"),
            invitations_wait=invitations_wait(),
        ),
        template="workspace/settings/invite.html",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def one(request: Reader, person: int) -> HttpResponse:
    """Name, role and teams of a colleague, and whether they can sign in."""
    own = found(someone(person))
    teams = [team.name for team in own.teams.all()]
    form = PersonForm(request.POST or None, initial={"name": own.name, "role": own.role, "teams": teams})
    return edit(
        request,
        form,
        lambda given: change_person(own, **given, by=request.user, now=timezone.now()),
        done=_("Kept."),
        then=reverse("workspace:people"),
        show=lambda: page(
            request, "people", str(own), above=_above(), person=own, invited=not own.has_usable_password()
        ),
        template="workspace/settings/person.html",
    )


@require_POST
@for_admins
def settle(request: Reader, person: int) -> HttpResponse:
    """Invite once more, let go, or take back."""
    own, act = found(someone(person)), request.POST.get("act", "")
    if act not in ACTS:
        raise NotFound
    do, done = ACTS[act]
    return press(
        request,
        lambda: do(own, by=request.user, now=timezone.now()),
        done=str(done),
        then=reverse("workspace:person", args=[own.pk]),
    )


ACTS: dict[str, tuple[Any, Any]] = {
    "invite": (invite_again, gettext_lazy("A new link goes to them by mail.")),
    "deactivate": (deactivate_user, gettext_lazy("They can no longer sign in. What they did stays.")),
    "reactivate": (reactivate_user, gettext_lazy("Welcome back: a link to choose a password goes to them.")),
}


def invitations_wait() -> bool:
    """No server is set by which mails of the house itself could leave."""
    return not settings.DEMO and not settings.ENVIRONMENT.aiuto_smtp_url.get_secret_value()


def _above() -> list[tuple[str, str]]:
    return [(reverse("workspace:people"), _("People"))]
