"""What a view is called, and whose it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aiuto.people.queries import User, team_choices
from aiuto.tickets.queries.filters import LONGEST


class ChangeForm(forms.Form):
    """Another name."""

    name = forms.CharField(label=_("Name"), max_length=60)


class SaveForm(forms.Form):
    """A filter's name; `team` is offered to whoever belongs to one."""

    name = forms.CharField(label=_("Name of the view"), max_length=60)
    team = forms.TypedChoiceField(label=_("For whom"), coerce=lambda chosen: int(chosen) or None)
    query = forms.CharField(max_length=LONGEST, widget=forms.HiddenInput)

    def __init__(self, *given: Any, user: User, query: str = "", **named: Any) -> None:
        super().__init__(*given, **named)
        self.initial["query"] = query
        teams = [(team.pk, _("For all of “%(team)s”") % {"team": team.name}) for team in team_choices(user)]
        field: Any = self.fields["team"]
        field.choices = [(0, _("For me")), *teams]
