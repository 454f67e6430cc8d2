"""How one wants to be told: by kind, by mail how often, and when not at all."""

from datetime import time
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from aiuto.flows.choose_notices import choose_notices
from aiuto.notices.queries import Every, Kind, Ways, Wishes, wishes_of
from aiuto.workspace.shell import Reader, shell, signed_in

WAYS = {
    "app": gettext_lazy("in the list"),
    "browser": gettext_lazy("in the browser"),
    "digest": gettext_lazy("by mail"),
}


class Clock(forms.TimeInput):
    input_type = "time"


class ChoicesForm(forms.Form):
    """A check for each kind and way, and the hours of mail and of quiet."""

    every = forms.ChoiceField(
        label=gettext_lazy("Mail comes"), widget=forms.RadioSelect, choices=Every.choices
    )
    begins = forms.TimeField(label=gettext_lazy("Quiet from"), required=False, widget=Clock(format="%H:%M"))
    ends = forms.TimeField(label=gettext_lazy("Quiet until"), required=False, widget=Clock(format="%H:%M"))

    def __init__(self, data: Any, *, wishes: Wishes) -> None:
        quiet: tuple[time | None, time | None] = wishes.quiet or (None, None)
        initial: dict[str, Any] = {"every": wishes.every, "begins": quiet[0], "ends": quiet[1]}
        super().__init__(data, initial=initial)
        for kind, ways in wishes.ways.items():
            for (name, label), on in zip(WAYS.items(), ways, strict=True):
                spoken = f"{kind.label}: {label}"
                self.fields[f"{kind}_{name}"] = forms.BooleanField(label=spoken, required=False, initial=on)

    def kinds(self) -> list[tuple[str, list[forms.BoundField]]]:
        """For the table: each kind with its checks."""
        return [(str(kind.label), [self[f"{kind}_{name}"] for name in WAYS]) for kind in Kind]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("begins")) != bool(given.get("ends")):
            self.add_error("ends", _("Quiet hours have a beginning and an end."))
        return given

    def wishes(self) -> Wishes:
        """What was chosen; call it on a valid form."""
        given = self.cleaned_data
        ways = {kind: Ways(*(given[f"{kind}_{name}"] for name in WAYS)) for kind in Kind}
        quiet = (given["begins"], given["ends"]) if given["begins"] is not None else None
        return Wishes(ways, Every(given["every"]), quiet)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def show(request: Reader) -> HttpResponse:
    """GET shows the choices, POST keeps them."""
    form = ChoicesForm(request.POST if request.method == "POST" else None, wishes=wishes_of(request.user))
    if request.method == "POST" and form.is_valid():
        choose_notices(request.user, form.wishes(), now=timezone.now())
        messages.success(request, _("Kept."))
        return redirect("workspace:notice_choices")
    context = shell(request, form=form, ways=WAYS.values(), in_notices=True)
    return render(request, "workspace/notices/choices.html", context, status=422 if form.errors else 200)
