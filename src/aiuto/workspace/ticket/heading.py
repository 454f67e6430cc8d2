"""The head of a first message: from which desk, to whom and about what."""

from secrets import token_hex
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aiuto.people.queries import desk_choices
from aiuto.tickets.queries.first import Head
from aiuto.workspace.shell import Reader


class HeadForm(forms.Form):
    desk = forms.TypedChoiceField(label=_("From the desk"), coerce=int)
    to = forms.CharField(label=_("To"), max_length=320, help_text=_("The customer's e-mail address."))
    name = forms.CharField(label=_("Name"), max_length=160, required=False)
    subject = forms.CharField(label=_("Subject"), max_length=300)

    def __init__(self, *given: Any, user: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["desk"]
        field.choices = [(desk.pk, desk.name) for desk in desk_choices(user)]


def head_of(request: Reader) -> Head:
    """As the form brought it, complete or not; a desk that is not among the reader's is none."""
    given = request.POST if request.method == "POST" else request.GET
    to, name, subject = (given.get(part, "").replace("\0", "") for part in ("to", "name", "subject"))
    chosen = given.get("desk", "")
    desks = {str(desk.pk): desk.pk for desk in desk_choices(request.user)} if chosen else {}
    return Head(desks.get(chosen), to[:320], name[:160], subject[:300])


def key_of(request: Reader, name: str = "key") -> str:
    """What names the draft among the writer's own; a new one where the request brings none."""
    key = (request.POST.get(name) or request.GET.get(name, ""))[:32]
    return key if key.isascii() and key.isalnum() else token_hex(16)
