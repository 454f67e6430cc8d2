"""What the law owes a desk's customers, for administrators: how long, and in which words the coach has read."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from aiuto.flows.keep_duties import Terms, keep_duties
from aiuto.recovery.queries.duties import MOST, DutyKind, duties_of
from aiuto.workspace.coach.texts import said_of
from aiuto.workspace.recovery.desks import managed_desk
from aiuto.workspace.shell import Reader, shell, signed_in

LENGTHS = {
    DutyKind.WITHDRAWAL: gettext_lazy("A change of mind: days from the delivery"),
    DutyKind.CONFORMITY: gettext_lazy("Goods that are not as agreed: months from the delivery"),
}
TEXTS = {
    "it": gettext_lazy("What it is, in Italian"),
    "en": gettext_lazy("What it is, in English"),
}


class DutiesForm(forms.Form):
    """A length and two texts for each."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for kind, label in LENGTHS.items():
            self.fields[f"{kind}_length"] = forms.IntegerField(
                label=label,
                min_value=0,
                max_value=MOST[kind],
                help_text=gettext_lazy("0 where it does not hold, as among companies."),
            )
            for language, title in TEXTS.items():
                self.fields[f"{kind}_{language}"] = forms.CharField(
                    label=title,
                    max_length=400,
                    required=False,
                    widget=forms.Textarea(attrs={"rows": 3, "lang": language}),
                    help_text=gettext_lazy("Empty: as it is given."),
                )

    @property
    def given(self) -> dict[DutyKind, Terms]:
        kept = self.cleaned_data
        return {
            kind: Terms(kept[f"{kind}_length"], kept[f"{kind}_it"], kept[f"{kind}_en"]) for kind in LENGTHS
        }


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def show(request: Reader, desk: int) -> HttpResponse:
    """The desk's own, or as it is given, each text with what the coach says of it."""
    own = managed_desk(request, desk)
    duties = duties_of(own)
    form = DutiesForm(request.POST or None, initial=_initial(duties))
    if request.method == "POST" and form.is_valid():
        keep_duties(own, form.given, user=request.user, now=timezone.now())
        messages.success(request, _("Kept. It holds from now on."))
        return redirect("workspace:duties", own.pk)
    said = [_said(own.pk, terms.text(language), language) for terms in duties.values() for language in TEXTS]
    context = {"desk": own, "form": form, "said": [each for each in said if each["cards"]]}
    status = 422 if form.is_bound else 200
    return render(request, "workspace/recovery/duties.html", shell(request, **context), status=status)


def _initial(duties: dict[DutyKind, Terms]) -> dict[str, Any]:
    lengths = {f"{kind}_length": terms.length for kind, terms in duties.items()}
    texts = {f"{kind}_{one}": terms.text(one) for kind, terms in duties.items() for one in TEXTS}
    return lengths | texts


def _said(desk: int, text: str, language: str) -> dict[str, Any]:
    return {"text": text, **said_of("duty", desk, text, text, language)}
