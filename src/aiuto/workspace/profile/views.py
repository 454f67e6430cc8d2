"""The page of one's own settings."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from aiuto.flows.set_preferences import set_preferences
from aiuto.people.errors import PeopleError
from aiuto.ui.themes import COOKIE
from aiuto.workspace.profile.forms import Preferences
from aiuto.workspace.shell import Reader, shell, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def show(request: Reader) -> HttpResponse:
    """GET shows the choices, POST keeps them and shows the page again in the new language and colours."""
    user = request.user
    kept = {"language": user.language, "time_zone": user.time_zone, "theme": user.theme}
    form = Preferences(request.POST if request.method == "POST" else None, initial=kept)
    if request.method == "POST" and form.is_valid() and _keep(request, form):
        response = redirect("workspace:profile")
        response.delete_cookie(COOKIE)
        return response
    status = 422 if form.errors else 200
    return render(request, "workspace/profile/page.html", shell(request, form=form), status=status)


def _keep(request: Reader, form: Preferences) -> bool:
    try:
        set_preferences(request.user, **form.cleaned_data, now=timezone.now())
    except PeopleError as error:
        form.add_error(None, str(error))
        return False
    with translation.override(form.cleaned_data["language"] or translation.get_language()):
        messages.success(request, _("Kept."))
    return True
