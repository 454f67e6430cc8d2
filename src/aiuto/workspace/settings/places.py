"""The rooms of the settings, and what every page of them shares."""

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from aiuto.people.policies import manages_people, sees_settings
from aiuto.people.queries import User, welcome_steps
from aiuto.workspace.shell import Reader, shell

PLACES = (
    ("desks", "inbox", _("Desks"), _("Where customers and colleagues write to: name, hours, signature.")),
    ("mailboxes", "mail", _("Mailboxes"), _("The addresses of the desks: where mail is read and sent.")),
    ("schedules", "clock", _("Hours"), _("When somebody is there, holidays included.")),
    ("teams", "users-round", _("Teams"), _("Who serves which desk.")),
    ("people", "user-round", _("People"), _("Colleagues, their roles, and invitations.")),
    ("tags", "tag", _("Tags"), _("Words that group requests: rename, merge, delete.")),
    ("reasons", "list-checks", _("Reasons"), _("Why customers turn to you.")),
    ("causes", "list-tree", _("Causes"), _("What went wrong, where something did.")),
    ("rules", "calendar-cog", _("Rules of promises"), _("What is promised to whom, and within how long.")),
    ("kinds", "list-plus", _("Kinds of promises"), _("What else you promise, besides what is given.")),
    ("claims", "megaphone", _("What we claim"), _("What your site promises, and how true it is.")),
    ("replies", "message-square-quote", _("Saved replies"), _("Answers that everybody can use.")),
    ("coach", "graduation-cap", _("The coach"), _("Its rules, your own, and what it says of your texts.")),
    ("orders", "package", _("Orders"), _("What customers bought, from a file of your shop.")),
    ("journal", "scroll-text", _("Journal"), _("Who changed what here, and when.")),
)
OF_EVERYBODY = frozenset({"replies", "coach"})
OF_LEADS = OF_EVERYBODY | {"people", "tags", "reasons", "causes", "rules", "kinds", "claims"}


def page(request: Reader, here: str, title: str, **more: Any) -> dict[str, Any]:
    """The context of a page in the room `here`, called `title`; `trail` are the pages above it."""
    found, sees = rooms(request, here), sees_settings(request.user)
    return shell(request, here=here, title=title, rooms=found, sees_settings=sees, **more)


def rooms(request: Reader, here: str = "") -> list[dict[str, Any]]:
    """Those that this person may enter."""
    shown, found = _open_to(request.user), []
    for name, icon, label, text in PLACES:
        if name in shown:
            try:
                address = reverse(f"workspace:{name}")
            except NoReverseMatch:  # a room that is still to be built
                continue
            found.append(
                {"url": address, "icon": icon, "label": label, "text": text, "current": name == here}
            )
    return found


def _open_to(user: User) -> frozenset[str]:
    if manages_people(user):
        return frozenset(place[0] for place in PLACES)
    return OF_LEADS if sees_settings(user) else OF_EVERYBODY


def welcome_waits(request: Reader) -> bool:
    """The first steps of a new house are still to be done."""
    return manages_people(request.user) and welcome_steps() is not None
