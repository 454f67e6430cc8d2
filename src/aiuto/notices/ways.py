"""The ways a notice can take, and which of them each kind takes for somebody who chose nothing."""

from typing import NamedTuple

from aiuto.notices.models import Kind


class Ways(NamedTuple):
    """In the list of notices, as a message of the browser, in the next mail."""

    in_app: bool
    in_browser: bool
    in_digest: bool


LOUD, QUIET, NEVER = Ways(True, True, False), Ways(True, False, False), Ways(False, False, False)
DEFAULTS: dict[Kind, Ways] = {
    Kind.MENTIONED: LOUD,
    Kind.CUSTOMER_WROTE: LOUD,
    Kind.ASSIGNED: QUIET,
    Kind.HANDED_OVER: LOUD,
    Kind.FOLLOWED: QUIET,
    Kind.NOT_SENT: LOUD,
    Kind.PROMISE_DUE: LOUD,
    Kind.PROMISE_BROKEN: LOUD,
    Kind.NOT_HELPED: LOUD,
    Kind.RECOVERY: LOUD,
    Kind.SECOND_FAILURE: LOUD,
    Kind.NEEDS_OWNER: LOUD,
    Kind.BLOCKS: LOUD,
    Kind.NOT_PAID_OUT: LOUD,
    Kind.APPROVAL_ASKED: LOUD,
    Kind.APPROVAL_DECIDED: LOUD,
    Kind.APPROVAL_OVER: QUIET,
    Kind.OPINION_ASKED: LOUD,
    Kind.OPINIONS_GIVEN: LOUD,
    Kind.SUPPORTED: LOUD,
    Kind.INSULTED: LOUD,
    Kind.NOT_KEPT: LOUD,
    Kind.CLAIM_UNTRUE: QUIET,
    Kind.LIMIT_REVIEW: QUIET,
    Kind.WOKE: QUIET,
    Kind.RESTED: LOUD,
    Kind.TEAM_NEW: NEVER,
}
