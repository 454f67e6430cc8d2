"""Teams: who serves which desk."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from aiuto.flows.change_team import change_team
from aiuto.flows.create_team import create_team
from aiuto.people.queries import all_colleagues, all_desks, all_teams
from aiuto.people.queries import team as team_of
from aiuto.workspace.settings.editing import Sectioned, edit, found
from aiuto.workspace.settings.entering import for_admins
from aiuto.workspace.settings.places import page
from aiuto.workspace.shell import Reader


class TeamForm(Sectioned):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    desk_ids = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Desks it serves"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(desk.pk, desk.name) for desk in all_desks()],
    )
    member_ids = forms.TypedMultipleChoiceField(
        label=gettext_lazy("People"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(user.pk, str(user)) for user in all_colleagues()],
    )


@require_safe
@for_admins
def show(request: Reader) -> HttpResponse:
    """All teams."""
    return render(
        request, "workspace/settings/teams.html", page(request, "teams", _("Teams"), teams=all_teams())
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def new(request: Reader) -> HttpResponse:
    """A team, its desks and its people."""
    return _edit(
        request,
        TeamForm(request.POST or None),
        lambda given: create_team(**given, by=request.user, now=timezone.now()),
        _("A new team"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def one(request: Reader, team: int) -> HttpResponse:
    """Everything that is set of a team."""
    own = found(team_of(team))
    desks, members = (
        list(related.values_list("pk", flat=True))
        for related in (own.desks, own.members.filter(is_active=True))
    )
    initial = {"name": own.name, "desk_ids": desks, "member_ids": members}
    return _edit(
        request,
        TeamForm(request.POST or None, initial=initial),
        lambda given: change_team(own, **given, by=request.user, now=timezone.now()),
        own.name,
    )


def _edit(request: Reader, form: TeamForm, keep: Any, title: str) -> HttpResponse:
    teams = reverse("workspace:teams")
    return edit(
        request,
        form,
        keep,
        done=_("Kept."),
        then=teams,
        show=lambda: page(request, "teams", title, above=[(teams, _("Teams"))]),
    )
