"""The way into the settings."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from aiuto.workspace.settings.entering import for_leads
from aiuto.workspace.settings.places import page, welcome_waits
from aiuto.workspace.shell import Reader


@require_safe
@for_leads
def show(request: Reader) -> HttpResponse:
    """All rooms with a sentence each."""
    context = page(request, "", _("Settings"), welcome=welcome_waits(request))
    return render(request, "workspace/settings/index.html", context)
