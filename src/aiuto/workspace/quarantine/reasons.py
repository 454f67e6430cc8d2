"""Why a mail is held, in words for the person who decides."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_TOO_MUCH = _("It is built in a way that no mail program would: opening it could stall everything else.")
REASONS: dict[str, tuple[str | Promise, str | Promise]] = {
    "login-code": (
        _("a code to sign in"),
        _("It seems to hold a code or a link of another service, which proves who owns this address."),
    ),
    "not-mail": (_("not a mail"), _("What arrived cannot be read as a mail.")),
    "too-large": (_("too large"), _("It is larger than 25 MB.")),
    "too-many-lines": (_("too long"), _("It has more than a million lines.")),
    "headers-too-large": (_("odd headers"), _TOO_MUCH),
    "too-many-addresses": (_("too many addresses"), _("It was sent to more than 500 addresses at once.")),
    "too-deep": (_("too deep"), _TOO_MUCH),
    "too-many-parts": (_("too many parts"), _TOO_MUCH),
    "parser-died": (_("could not be read"), _TOO_MUCH),
    "parser-timeout": (_("could not be read"), _("Reading it took too long and was stopped.")),
    "error": (
        _("something went wrong"),
        _("Something went wrong on our side. Letting it in tries once more."),
    ),
    "spam": (_("spam"), _("A colleague put it with the spam.")),
    "limit": (
        _("held by a limit"),
        _(
            "A limit for its sender holds it, so that it weighs on nobody. A lead decides whether it comes in."
        ),
    ),
    "held": (_("waits for you"), _("A colleague took it out of the spam; it waits for a decision.")),
}
OTHER = (_("held back"), _("It waits for a person to look at it."))


def in_short(reason: str) -> str:
    """Two or three words for a list."""
    return str(REASONS.get(reason, OTHER)[0])


def in_words(reason: str) -> str:
    """A sentence for the page of the mail."""
    return str(REASONS.get(reason, OTHER)[1])
