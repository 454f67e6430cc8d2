"""The keys and set values of filters in the reader's words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aiuto.tickets.queries import State, filters
from aiuto.tickets.queries.causes import Given
from aiuto.tickets.queries.filters import Term

KEYS = {
    "state": _("State"),
    "owner": _("Owner"),
    "team": _("Team"),
    "desk": _("Desk"),
    "channel": _("Channel"),
    "tag": _("Tag"),
    "reason": _("Reason"),
    "cause": _("Cause"),
    "language": _("Language"),
    "customer": _("Customer"),
    "before": _("Before"),
    "after": _("Since"),
    "is": _("Only"),
}
HINTS = {
    "state": _("new, open, waiting, solved…"),
    "owner": _("me, nobody, a colleague"),
    "team": _("mine, or its name"),
    "desk": _("where they wrote to"),
    "channel": _("e-mail, telephone, visit"),
    "tag": _("a word that groups"),
    "reason": _("why they wrote"),
    "cause": _("what went wrong"),
    "language": _("Italian, English"),
    "customer": _("a name, an address, an order"),
    "before": _("yesterday, 7d, a date"),
    "after": _("yesterday, 7d, a date"),
    "is": _("unread, snoozed, followed"),
}
VALUES = {
    "state": {state.value: state.label for state in State} | {filters.ANY: _("any, solved too")},
    "owner": {filters.ME: pgettext_lazy("owner", "me"), filters.NOBODY: _("nobody")},
    "team": {filters.MINE: pgettext_lazy("team", "mine")},
    "channel": {"email": _("e-mail"), "phone": _("telephone"), "visit": _("visit"), "web": _("by hand")},
    "language": {"it": _("Italian"), "en": _("English")},
    "cause": {given.value: given.label for given in Given},
    "before": {"today": _("today"), "yesterday": _("yesterday")},
    "after": {
        "today": _("today"),
        "yesterday": _("yesterday"),
        "7d": _("a week ago"),
        "30d": _("a month ago"),
    },
    "is": {"unread": _("unread"), "snoozed": _("snoozed"), "followed": _("followed by me")},
}


def value_in_words(term: Term) -> str:
    """The value as a person says it."""
    return str(VALUES.get(term.key, {}).get(term.value, term.value))


def key_in_words(term: Term) -> str:
    """The key as a person says it, with "not" before it where the term leaves out."""
    label = str(KEYS[term.key])
    return str(_("not %(what)s") % {"what": label}) if term.excluded else label
