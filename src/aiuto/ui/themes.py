"""Light, dark or the device's own: a cookie that the page reads before it is painted."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

COOKIE = "theme"
YEAR = 60 * 60 * 24 * 365
THEMES = ("auto", "light", "dark")


def chosen(request: HttpRequest | None) -> str:
    """The choice made in this browser, else the person's own, else the device's."""
    own = getattr(getattr(request, "user", None), "theme", "auto")
    value = request.COOKIES.get(COOKIE, own) if request else "auto"
    return value if value in THEMES else "auto"


def choices() -> list[tuple[str, str, str]]:
    """Value, icon and word of each theme."""
    return [
        ("auto", "monitor", _("As the device")),
        ("light", "sun", _("Light")),
        ("dark", "moon", _("Dark")),
    ]


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keeps the choice in a cookie and goes back to the page it was made on."""
    theme, back = request.POST.get("theme", "auto"), request.POST.get("back", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = HttpResponseRedirect(back)
    response.set_cookie(
        COOKIE, theme if theme in THEMES else "auto", max_age=YEAR, samesite="Lax", secure=request.is_secure()
    )
    return response
