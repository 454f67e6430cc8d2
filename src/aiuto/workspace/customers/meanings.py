"""What a limit means, for the colleagues who work with it."""

from django.utils.translation import gettext_lazy as _

from aiuto.customers.queries import LimitKind

MEANINGS = {
    LimitKind.WARNING: _("They read that we ask for respect. Nothing else changes."),
    LimitKind.WRITTEN: _("We do not call them and promise no calls: we answer in writing."),
    LimitKind.LEAD: _("A lead alone owns and answers their requests, so that it does not weigh on others."),
    LimitKind.SLOWER: _("We promise them more time. The longest wait is the same as for everybody."),
    LimitKind.BLOCKED: _(
        "Their mail is kept and held until a lead lets it in. What is about their rights comes in all the same."
    ),
}
TITLES = {
    LimitKind.WARNING: _("They were asked for respect"),
    LimitKind.WRITTEN: _("Answered in writing only"),
    LimitKind.LEAD: _("Looked after by a lead"),
    LimitKind.SLOWER: _("Answered at a calmer pace"),
    LimitKind.BLOCKED: _("Their mail is held"),
}
ICONS = {
    LimitKind.WARNING: "shield",
    LimitKind.WRITTEN: "phone-off",
    LimitKind.LEAD: "user-round-check",
    LimitKind.SLOWER: "snail",
    LimitKind.BLOCKED: "shield-ban",
}


def means(kind: str) -> str:
    """One or two sentences; nothing for none."""
    return str(MEANINGS[LimitKind(kind)]) if kind else ""


def titled(kind: str) -> str:
    """A few words for a card; nothing for none."""
    return str(TITLES[LimitKind(kind)]) if kind else ""
