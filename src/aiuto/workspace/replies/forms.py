"""A saved reply as it is filled in."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aiuto.manual.policies import may_keep_for
from aiuto.people.queries import User

OWN, EVERYBODY = "own", "all"


def audiences(user: User) -> list[tuple[str, str]]:
    """For whom this person may keep a reply."""
    teams = [(str(team.pk), team.name) for team in user.teams.order_by("name")]
    everybody = [(EVERYBODY, _("Everybody"))] if may_keep_for(user, owner=None, team=None) else []
    return [(OWN, _("Myself")), *teams, *everybody]


class ReplyForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=80)
    text = forms.CharField(label=gettext_lazy("Text"), widget=forms.Textarea, max_length=20_000, strip=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    audience = forms.ChoiceField(label=gettext_lazy("For"))

    def __init__(self, *given: Any, user: User, **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["audience"]
        field.choices = audiences(user)

    def wording(self) -> dict[str, Any]:
        """What the flow takes."""
        given = dict(self.cleaned_data)
        audience = given.pop("audience")
        own = audience == OWN
        return {**given, "own": own, "team": int(audience) if audience.isdigit() else None}
