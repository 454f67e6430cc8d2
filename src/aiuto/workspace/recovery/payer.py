"""By what a desk pays out, for administrators."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from aiuto.flows.drop_webhook import drop_webhook
from aiuto.flows.keep_webhook import keep_webhook
from aiuto.recovery.errors import RecoveryError
from aiuto.recovery.queries import Good
from aiuto.recovery.queries.payers import SHORTEST_SECRET, webhook_of
from aiuto.workspace.recovery.desks import managed_desk
from aiuto.workspace.shell import Reader, shell, signed_in


class WebhookForm(forms.Form):
    """The secret is written and never shown; `known`: there is one already."""

    url = forms.URLField(
        label=gettext_lazy("Address"),
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy("It begins with https:// and answers each key once."),
    )
    secret = forms.CharField(
        label=gettext_lazy("Secret"),
        required=False,
        min_length=SHORTEST_SECRET,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What it pays out"),
        choices=Good.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Everything else stays a colleague's to send, with its proof."),
    )

    def __init__(self, *given: Any, known: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["secret"].required = not known
        kept, new = _("Leave it empty to keep the one there is."), _("It signs what is asked.")
        self.fields["secret"].help_text = kept if known else new

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"])
        if not url.startswith("https://"):
            raise ValidationError(_("It begins with https://."))
        return url


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def show(request: Reader, desk: int) -> HttpResponse:
    """The desk's own webhook, or that the installation's holds."""
    own = managed_desk(request, desk)
    if request.POST.get("act") == "drop":
        drop_webhook(own, user=request.user, now=timezone.now())
        messages.success(request, _("The installation's holds again."))
        return redirect("workspace:payer", own.pk)
    kept = webhook_of(own)
    initial = {"url": kept.url, "kinds": kept.kinds} if kept else {}
    form = WebhookForm(request.POST or None, initial=initial, known=kept is not None)
    if request.method == "POST" and form.is_valid():
        try:
            keep_webhook(own, **form.cleaned_data, user=request.user, now=timezone.now())
        except RecoveryError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Kept. It holds from now on."))
            return redirect("workspace:payer", own.pk)
    context = {"desk": own, "form": form, "own": kept}
    status = 422 if form.is_bound else 200
    return render(request, "workspace/recovery/payer.html", shell(request, **context), status=status)
