"""What became of each word that was given, asked before requests are solved or merged."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aiuto.promises.errors import NoReason, StillOwed
from aiuto.promises.queries import Kind, Promise
from aiuto.ui.words import full

Then = TypeVar("Then")
Kept = TypeVar("Kept")

STAYS = ("stays", _("It still holds"))
BECAME = (("kept", _("It was done")), STAYS, ("dropped", _("Nobody needs it any more")))
"""A step of a recovery ends with that step alone: what it promises stays."""


class Words(forms.Form):
    """Asks of each what became of it, and why where nobody needs it any more."""

    stays: Any = STAYS
    told: tuple[str, ...] = ("kept", "stays", "dropped")
    why = forms.CharField(
        label=_("Why nobody needs it any more"),
        max_length=300,
        required=False,
        help_text=_("Only where you say so above."),
    )

    def ask_of(
        self, promises: Iterable[Promise], *, first: str = "", of: dict[int, str] | None = None
    ) -> None:
        """A field for each, of which the choice `first` is made already; a follow-up mostly comes afterwards.

        `of` names the request of each, by its id, where there are several.
        """
        self.owed = {f"word-{one.pk}": one for one in promises}
        for name, one in self.owed.items():
            said = [(of or {}).get(one.ticket_id, ""), str(one), full(one.due_at)]
            self.fields[name] = forms.ChoiceField(
                label=" · ".join(filter(None, said)),
                choices=[self.stays] if one.of_step else [BECAME[0], self.stays, BECAME[2]],
                widget=forms.RadioSelect,
                initial=first or ("stays" if one.kind == Kind.FOLLOW_UP else ""),
            )
        self.order_fields([*self.owed, "why"])
        if not self.owed:
            del self.fields["why"]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if self._words("dropped") and not given.get("why", "").strip():
            self.add_error("why", str(NoReason()))
        return given

    @property
    def given(self) -> dict[str, Any]:
        """As the flows take it: ids of the promises of which each was said, and why."""
        if not self.owed:
            return {}
        became = {name: self._words(name) for name in self.told}
        return {**became, "why": self.cleaned_data.get("why", "")}

    def _words(self, became: str) -> list[int]:
        return [one.pk for name, one in self.owed.items() if self.cleaned_data.get(name) == became]


class MergedWords(Words):
    """What was promised goes along by itself."""

    stays = ("stays", _("It goes along to the other request"))
    told = ("kept", "dropped")


def or_open(keep: Callable[[Then], Kept], then: Then, *, otherwise: Then) -> tuple[Kept, bool]:
    """What was said is kept, and ends the request as it should; where that must ask first, it does not: whether so."""
    try:
        return keep(then), False
    except StillOwed:
        return keep(otherwise), True


def question_of(request: HttpRequest, reference: str) -> str:
    """Where the request is solved, once it is said what became of each word."""
    messages.info(
        request, _("That is kept. One thing before it is solved: what became of what was promised?")
    )
    return reverse("workspace:ask", args=[reference, "solve"])
