"""What happened between the messages, as quiet lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aiuto.tickets.queries.beside import Around

LINES = {
    "ticket.assigned": ("user-round-check", gettext_lazy("%(who)s gave this to %(owner)s")),
    "ticket.waiting": ("hourglass", gettext_lazy("%(who)s is waiting for the customer")),
    "ticket.held": ("circle-pause", gettext_lazy("%(who)s put this on hold")),
    "ticket.solved": ("circle-check", gettext_lazy("%(who)s solved this")),
    "ticket.closed": ("archive", gettext_lazy("%(who)s closed this")),
    "ticket.reopened": ("rotate-ccw", gettext_lazy("%(who)s opened this again")),
    "ticket.tagged": ("tag", gettext_lazy("%(who)s changed the tags")),
    "ticket.reason_set": ("message-circle-question-mark", gettext_lazy("%(who)s set the reason")),
    "ticket.cause_set": ("list-tree", gettext_lazy("%(who)s said what went wrong")),
    "ticket.merged": ("merge", gettext_lazy("%(who)s merged another request into this one")),
    "ticket.unmerged": ("unlink-2", gettext_lazy("%(who)s parted another request from this one again")),
    "ticket.put_back": ("undo-2", gettext_lazy("%(who)s took this step back")),
    "ticket.split": ("split", gettext_lazy("%(who)s moved a message to a request of its own")),
    "ticket.customer_changed": ("user-round-pen", gettext_lazy("%(who)s changed the customer")),
    "participant.added": ("user-round-plus", gettext_lazy("%(who)s added a person")),
    "ticket.spam": ("octagon-alert", gettext_lazy("%(who)s marked this as spam")),
    "ticket.not_spam": ("shield-check", gettext_lazy("%(who)s took this back from spam")),
    "ticket.snoozed": ("alarm-clock", gettext_lazy("%(who)s let this sleep")),
    "ticket.woke": ("alarm-clock-off", gettext_lazy("%(who)s woke this")),
    "ticket.linked": ("link", gettext_lazy("%(who)s linked this to another request")),
    "ticket.unlinked": ("unlink", gettext_lazy("%(who)s took a link away")),
    "ticket.repeat_found": ("repeat", gettext_lazy("This looks like the same again as an earlier request")),
    "ticket.repeat_confirmed": ("repeat", gettext_lazy("%(who)s says that it was the same again")),
    "ticket.handed_over": ("hand-helping", gettext_lazy("%(who)s handed this over to %(owner)s")),
    "ticket.taken_over": ("handshake", gettext_lazy("%(who)s received this")),
    "promise.made": ("calendar-plus", gettext_lazy("%(who)s promised something")),
    "promise.renegotiated": ("calendar-sync", gettext_lazy("%(who)s agreed on another time")),
    "promise.recounted": ("calendar-clock", gettext_lazy("A promise was counted anew: it is due %(due)s")),
    "promise.released": ("handshake", gettext_lazy("%(who)s noted that a promise was let go")),
    "promise.invited": ("calendar-check", gettext_lazy("%(who)s sent the time for the customer's calendar")),
    "promise.broken": ("calendar-x", gettext_lazy("A promise was not kept in time")),
    "recovery.opened": ("life-buoy", gettext_lazy("%(who)s opened a recovery")),
    "recovery.withdrawn": ("undo-2", gettext_lazy("%(who)s took the recovery back: it was a mistake")),
    "recovery.edited": ("life-buoy", gettext_lazy("%(who)s changed what is known of the recovery")),
    "recovery.owner_missed": (
        "life-buoy",
        gettext_lazy("The recovery needs an owner: who carried it is not there"),
    ),
    "recovery.owner_back": ("life-buoy", gettext_lazy("Who carries the recovery is there again")),
    "recovery.taken": ("life-buoy", gettext_lazy("%(who)s carries the recovery from now on")),
    "recovery.apologised": ("life-buoy", gettext_lazy("The customer was given a real apology")),
    "recovery.step_done": ("life-buoy", gettext_lazy("A step of the recovery is done")),
    "recovery.step_waived": ("life-buoy", gettext_lazy("%(who)s agreed to leave out a step of the recovery")),
    "recovery.blocked": ("construction", gettext_lazy("%(who)s said what blocks the recovery")),
    "recovery.attempted": ("life-buoy", gettext_lazy("%(who)s noted what the customer was offered")),
    "recovery.ended": ("life-buoy", gettext_lazy("%(who)s agreed to close the recovery with dignity")),
    "recovery.assessed": (
        "scale",
        gettext_lazy("%(who)s decided who is right, and how they are served well"),
    ),
    "recovery.team_asked": ("scale", gettext_lazy("%(who)s asked the team who is right")),
    "recovery.team_heard": ("scale", gettext_lazy("The team has said who is right")),
    "recovery.asked": (
        "message-circle-question-mark",
        gettext_lazy("The customer was asked whether it is well now"),
    ),
    "compensation.approved": ("wallet", gettext_lazy("What makes it good was agreed to")),
    "compensation.asked": (
        "message-circle-question-mark",
        gettext_lazy("The customer was asked what makes it good for them"),
    ),
    "compensation.chosen": ("heart", gettext_lazy("%(who)s: the customer has chosen what makes it good")),
    "compensation.sent": ("wallet", gettext_lazy("What makes it good was paid out or sent off")),
    "compensation.confirmed": ("wallet", gettext_lazy("What makes it good has arrived")),
    "compensation.failed": (
        "wallet",
        gettext_lazy("What makes it good was not paid out, or has not arrived"),
    ),
    "recovery.reopened": ("life-buoy", gettext_lazy("The recovery is open again")),
    "recovery.closed": ("life-buoy", gettext_lazy("%(who)s closed the recovery")),
    "approval.asked": ("stamp", gettext_lazy("%(who)s asked for an approval")),
    "approval.declined": ("stamp", gettext_lazy("%(who)s declined what was asked")),
    "limit.asked": ("shield", gettext_lazy("%(who)s asked for a limit for the customer")),
    "limit.in_force": ("shield", gettext_lazy("%(who)s agreed to a limit for the customer")),
    "limit.lifted": ("shield-off", gettext_lazy("The limit for the customer is over")),
    "promise.not_kept": ("heart-crack", gettext_lazy("The customer says that a promise was not kept")),
    "ticket.wish_asked": ("calendar-heart", gettext_lazy("%(who)s asked by when they need it")),
    "ticket.wish_missed": ("calendar-heart", gettext_lazy("The day by which they needed it has passed")),
    "helped.asked": (
        "message-circle-question-mark",
        gettext_lazy("The customer was asked whether this helped"),
    ),
    "helped.yes": ("heart", gettext_lazy("The customer says: yes, I was helped")),
    "helped.partly": ("heart-crack", gettext_lazy("The customer says: I was partly helped")),
    "helped.no": ("heart-crack", gettext_lazy("The customer says: no, I was not helped")),
    "ticket.reminded": ("bell-ring", gettext_lazy("We reminded the customer that we wait for them")),
    "ticket.reminding_stopped": ("bell-off", gettext_lazy("%(who)s stopped the reminders to the customer")),
    "message.withdrawn": ("undo-2", gettext_lazy("%(who)s took an answer back before it left")),
}
ACTORS = {
    "customer": gettext_lazy("The customer"),
    "rule": gettext_lazy("A rule"),
    "import": gettext_lazy("The import"),
    "system": gettext_lazy("Aiuto"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One event in words."""

    at: datetime
    icon: str
    text: str
    event: bool = True


def with_events(
    found: Around, messages: Sequence[Any], *, since: datetime | None, until: datetime | None
) -> list[Any]:
    """The messages with the events around them, oldest first; each event stands in one stretch alone."""
    events = [event for event in found.events if event.kind in LINES and not _goes_by_itself(event)]
    events = [e for e in events if (since is None or e.at > since) and (until is None or e.at <= until)]
    entries = [*messages, *(Line(e.at, LINES[e.kind][0], _sentence(e, found.names)) for e in events)]
    return _without_echoes(sorted(entries, key=lambda entry: entry.at))


def _goes_by_itself(event: Any) -> bool:
    """What rules promise is no news."""
    return bool(event.kind == "promise.made" and event.actor_kind == "rule")


def _without_echoes(entries: list[Any]) -> list[Any]:
    """Of the same line said several times in a row, the last."""
    following = [*entries[1:], None]
    return [
        entry
        for entry, after in zip(entries, following, strict=False)
        if not (isinstance(entry, Line) and isinstance(after, Line) and entry.text == after.text)
    ]


def _sentence(event: Any, names: dict[int, str]) -> str:
    who = names.get(event.actor_id) if event.actor_kind == "person" else None
    who = who or str(ACTORS.get(event.actor_kind, _("Somebody")))
    owner = event.data.get("owner")
    if event.kind == "ticket.handed_over" and owner is None:
        return _("%(who)s handed this over to a team") % {"who": who}
    if event.kind == "ticket.assigned" and owner is None:
        return _("%(who)s put this back for anybody to take") % {"who": who}
    if event.kind == "ticket.assigned" and event.actor_kind == "person" and owner == event.actor_id:
        return _("%(who)s took this") % {"who": who}
    said = {"who": who, "owner": names.get(owner, _("somebody"))}
    if event.kind == "promise.recounted":
        said["due"] = date_format(localtime(datetime.fromisoformat(event.data["due"])), "DATETIME_FORMAT")
    return str(LINES[event.kind][1]) % said
