"""A notice in a sentence, as its reader is told it."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aiuto.notices.models import Kind, Notice

SENTENCES = {
    Kind.MENTIONED: gettext_lazy("%(who)s mentioned you"),
    Kind.CUSTOMER_WROTE: gettext_lazy("%(who)s wrote"),
    Kind.ASSIGNED: gettext_lazy("%(who)s gave you this"),
    Kind.HANDED_OVER: gettext_lazy("%(who)s handed this over to you"),
    Kind.FOLLOWED: gettext_lazy("%(who)s wrote here"),
    Kind.NOT_SENT: gettext_lazy("Your answer has not reached the customer"),
    Kind.PROMISE_DUE: gettext_lazy("What was promised here is due soon"),
    Kind.PROMISE_BROKEN: gettext_lazy("A promise was not kept in time"),
    Kind.NOT_HELPED: gettext_lazy("The customer says that this has not helped enough"),
    Kind.RECOVERY: gettext_lazy("Something went wrong here, and the recovery is yours"),
    Kind.SECOND_FAILURE: gettext_lazy("We failed this customer a second time"),
    Kind.NEEDS_OWNER: gettext_lazy("A recovery needs an owner: who carried it is not there"),
    Kind.BLOCKS: gettext_lazy("%(who)s needs something of you to make this good"),
    Kind.NOT_PAID_OUT: gettext_lazy("The payment system refuses to pay out what was agreed to here"),
    Kind.APPROVAL_ASKED: gettext_lazy("%(who)s needs your approval"),
    Kind.APPROVAL_DECIDED: gettext_lazy("What you asked approval for is decided"),
    Kind.APPROVAL_OVER: gettext_lazy("What needed your approval was done: nothing is to be decided"),
    Kind.OPINION_ASKED: gettext_lazy("%(who)s asks who you think is right here"),
    Kind.OPINIONS_GIVEN: gettext_lazy("All whom you asked have said who they think is right"),
    Kind.SUPPORTED: gettext_lazy(
        "That was not fair to you, and it was not about you: we stand by you. Take the time you need"
    ),
    Kind.INSULTED: gettext_lazy("A customer insulted a colleague here: a kind word of yours helps now"),
    Kind.NOT_KEPT: gettext_lazy("The customer says that a promise was not kept"),
    Kind.CLAIM_UNTRUE: gettext_lazy("Something that we claim in public is not true: mend it or withdraw it"),
    Kind.LIMIT_REVIEW: gettext_lazy(
        "Look at the limit for this customer: its day has come, or they wrote of their rights"
    ),
    Kind.WOKE: gettext_lazy("It is awake again"),
    Kind.RESTED: gettext_lazy("Your draft has rested: read it once more, then send it or call"),
    Kind.TEAM_NEW: gettext_lazy("New for your team"),
}
STOPPED = gettext_lazy("%(who)s stopped what you had planned to send")
ICONS = {
    Kind.MENTIONED: "at-sign",
    Kind.CUSTOMER_WROTE: "message-circle",
    Kind.ASSIGNED: "user-round-check",
    Kind.HANDED_OVER: "hand-helping",
    Kind.FOLLOWED: "eye",
    Kind.NOT_SENT: "mail-x",
    Kind.PROMISE_DUE: "calendar-clock",
    Kind.PROMISE_BROKEN: "calendar-x",
    Kind.NOT_HELPED: "heart-crack",
    Kind.RECOVERY: "life-buoy",
    Kind.SECOND_FAILURE: "life-buoy",
    Kind.NEEDS_OWNER: "life-buoy",
    Kind.BLOCKS: "construction",
    Kind.NOT_PAID_OUT: "wallet",
    Kind.APPROVAL_ASKED: "stamp",
    Kind.APPROVAL_DECIDED: "stamp",
    Kind.APPROVAL_OVER: "stamp",
    Kind.OPINION_ASKED: "scale",
    Kind.OPINIONS_GIVEN: "scale",
    Kind.SUPPORTED: "hand-heart",
    Kind.INSULTED: "hand-heart",
    Kind.NOT_KEPT: "heart-crack",
    Kind.CLAIM_UNTRUE: "megaphone-off",
    Kind.LIMIT_REVIEW: "user-round-cog",
    Kind.WOKE: "alarm-clock",
    Kind.RESTED: "coffee",
    Kind.TEAM_NEW: "inbox",
}


def sentence(notice: Notice, names: Mapping[int, str], *, customer: str = "") -> str:
    """`names` are those of the colleagues who acted, by id; without one it was the customer, or Aiuto itself."""
    kind = Kind(notice.kind)
    if notice.actor is None and kind in (Kind.FOLLOWED, Kind.CUSTOMER_WROTE):
        kind, who = Kind.CUSTOMER_WROTE, customer or _("The customer")
    else:
        who = names.get(notice.actor or 0) or _("Somebody")
    said = STOPPED if kind == Kind.NOT_SENT and notice.actor else SENTENCES[kind]
    return str(said) % {"who": who}
