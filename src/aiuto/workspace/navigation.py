"""The places one can go to: views of the inbox, saved views and rooms, with their capped numbers."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aiuto.tickets.queries.counts import APPROVALS, QUARANTINE, TROUBLES, WAITS
from aiuto.tickets.queries.inbox import View
from aiuto.tickets.queries.standing import Standing
from aiuto.ui.addresses import address

VIEWS: dict[View, tuple[str | Promise, str]] = {
    View.MINE: (_("Mine"), "user-round"),
    View.UNASSIGNED: (_("Unassigned"), "hand"),
    View.TEAM: (_("My team"), "users-round"),
    View.OPEN: (_("All open"), "inbox"),
    View.WAITING: (_("Waiting"), "hourglass"),
    View.SNOOZED: (_("Snoozed"), "alarm-clock"),
    View.FOLLOWED: (_("Followed"), "eye"),
    View.SOLVED: (_("Solved"), "circle-check"),
}
ROOMS: tuple[tuple[str, str, str | Promise, str], ...] = (
    ("calls", "phone", _("Telephone"), ""),
    ("wall", "timer", _("Who waits now"), WAITS),
    ("promises", "calendar-check", _("Promises"), ""),
    ("recoveries", "life-buoy", _("Recoveries"), ""),
    ("approvals", "stamp", _("Approvals"), APPROVALS),
    ("customers", "contact-round", _("Customers"), ""),
    ("replies", "message-square-quote", _("Saved replies"), ""),
    ("quarantine", "shield-alert", _("Quarantine"), QUARANTINE),
    ("dead_letters", "mail-x", _("Could not leave"), TROUBLES),
    ("mail_balance", "scale", _("Mail balance"), ""),
)
OUTGOING = ("outgoing", "mail-open", _("What would have left"), "")


@dataclass(frozen=True, slots=True)
class Place:
    """One of them."""

    url: str
    icon: str
    label: str | Promise
    current: bool
    number: int = 0
    keys: str = ""


@dataclass(frozen=True, slots=True)
class Navigation:
    """All of them, by where they stand."""

    views: list[Place]
    saved: list[Place]
    rooms: list[Place]


def navigation(stands: Standing, path: str) -> Navigation:
    """What the navigation of a page at this path shows."""
    numbers = stands.numbers
    rooms = (*ROOMS, OUTGOING) if settings.DEMO else ROOMS
    return Navigation(
        [_view(view, path, numbers.get(view, 0)) for view in VIEWS],
        [_saved(one, path) for one in stands.views],
        [_room(name, icon, word, path, numbers.get(key, 0)) for name, icon, word, key in rooms],
    )


def _view(view: View, path: str, number: int) -> Place:
    label, icon = VIEWS[view]
    url = address("workspace:inbox_view", view.value)
    home = view == View.OPEN and path == address("workspace:inbox")
    return Place(url, icon, label, home or path == url, number, "g i" if view == View.OPEN else "")


def _saved(view: Any, path: str) -> Place:
    url = f"/views/{view.pk}/"
    return Place(url, "users-round" if view.team_id else "bookmark", view.name, path == url)


def _room(name: str, icon: str, label: str | Promise, path: str, number: int) -> Place:
    url = address(f"workspace:{name}")
    return Place(url, icon, label, path.startswith(url), number)
