"""The coach's kinds in words for people who tune it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, str | Promise] = {
    "policy_blame": _("A rule as the reason"),
    "absent_person": _("Who could help is away"),
    "empty_effort": _("Effort instead of a step"),
    "queue_excuse": _("The queue as an answer"),
    "others_too": _("Others have it too"),
    "other_call": _("Another call is waiting"),
    "pass_the_buck": _("Sent somewhere else"),
    "arguing": _("Arguing"),
    "negative_rule": _("A rule said as a loss"),
    "invites_no": _("A question that invites no"),
    "apology_for_job": _("Sorry for doing our work"),
    "vague_promise": _("A promise without a day"),
    "cold": _("Cold"),
    "gossip": _("Talk about the person"),
    "own": _("Our own"),
    "asks_again": _("Asked twice"),
    "no_apology": _("An apology is missing"),
    "unrecorded_date": _("A date that nobody keeps"),
    "mixed_address": _("Mixed forms of address"),
    "other_language": _("Another language"),
    "attachment_missing": _("The attachment is missing"),
    "placeholder": _("An empty place"),
    "outside_recipient": _("Somebody from outside"),
    "wrong_name": _("A name misspelt"),
    "jargon": _("A word of ours"),
    "thin_apology": _("An apology that lacks something"),
    "many_apologies": _("Sorry too often"),
    "same_apology": _("The same apology again"),
    "left_out": _("A point left out"),
}


def named(kind: str) -> str:
    """The kind in words; one that has none yet is its own name."""
    return str(KINDS.get(kind, kind))
