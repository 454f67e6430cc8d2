"""Orders from a file of the shop: uploaded, looked over, taken in."""

from base64 import b64decode, b64encode
from io import BytesIO
from itertools import islice
from typing import Any

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from aiuto.customers.queries import OrderRow, read_orders
from aiuto.flows.import_orders import import_orders
from aiuto.workspace.settings.editing import Sectioned
from aiuto.workspace.settings.entering import for_admins
from aiuto.workspace.settings.places import page
from aiuto.workspace.shell import Reader

LARGEST = 5 * 1024 * 1024
SHOWN = 10
KEPT_SECONDS = 30 * 60


class OrdersForm(Sectioned):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV with a row an article, or JSON lines; up to 5 MB. Number and date are enough."
        ),
    )
    source = forms.CharField(
        label=gettext_lazy("Where they come from"),
        max_length=40,
        initial=gettext_lazy("Shop"),
        help_text=gettext_lazy("A file of the same source changes its orders and doubles none."),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(
                _("This file is larger than 5 MB. The command “aiuto import-orders” takes any size.")
            )
        return file


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def show(request: Reader) -> HttpResponse:
    """GET asks for the file; POST shows what is in it, before anything is taken in."""
    form = OrdersForm(request.POST or None, request.FILES or None)
    context = page(request, "orders", _("Orders"), form=form)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data["file"].read()
        kept = {"data": b64encode(data).decode(), "source": form.cleaned_data["source"]}
        cache.set(_place(request), kept, KEPT_SECONDS)
        context |= _looked_over(data) | {"source": kept["source"]}
    return render(request, "workspace/settings/orders.html", context, status=422 if form.errors else 200)


@require_POST
@for_admins
def take(request: Reader) -> HttpResponse:
    """Take in the file that was looked over last."""
    kept = cache.get(_place(request))
    if kept is None:
        messages.info(request, _("Choose the file again: it was kept for half an hour."))
        return redirect("workspace:orders")
    cache.delete(_place(request))
    lines = BytesIO(b64decode(kept["data"]))
    done = import_orders(lines, source=kept["source"], by=request.user, now=timezone.now())
    figures = {"created": done.created, "updated": done.updated, "unchanged": done.unchanged}
    messages.success(
        request,
        _("Orders: %(created)d new, %(updated)d changed, %(unchanged)d as they were.") % figures,
    )
    return redirect(reverse("workspace:orders"))


def _looked_over(data: bytes) -> dict[str, Any]:
    """The first orders, the first lines that are wrong, and how many there are of both."""
    rows = list(read_orders(BytesIO(data)))
    right = [row for row in rows if isinstance(row, OrderRow)]
    wrong = [row for row in rows if not isinstance(row, OrderRow)]
    return {
        "preview": list(islice(right, SHOWN)),
        "right": len(right),
        "wrong": wrong[:SHOWN],
        "wrong_number": len(wrong),
        "looked_over": True,
    }


def _place(request: Reader) -> str:
    return f"orders-to-take-in-{request.user.pk}"
