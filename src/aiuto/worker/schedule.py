"""The periodic work: one task an interval, each calls one flow."""

from datetime import timedelta

from django_tasks import task

from aiuto.flows.ask_follow_up import ask_follow_up
from aiuto.flows.ask_helped import ask_helped
from aiuto.flows.close_solved import close_solved
from aiuto.flows.end_holds import end_holds
from aiuto.flows.end_rests import end_rests
from aiuto.flows.forget_notices import forget_notices
from aiuto.flows.forget_past_attempts import forget_past_attempts
from aiuto.flows.forget_presence import forget_presence
from aiuto.flows.forget_uploads import forget_uploads
from aiuto.flows.lapse_approvals import lapse_approvals
from aiuto.flows.miss_owners import miss_owners
from aiuto.flows.miss_wishes import miss_wishes
from aiuto.flows.remind_customers import remind_customers
from aiuto.flows.review_limits import review_limits
from aiuto.flows.send_digests import send_digests
from aiuto.flows.send_due import send_due
from aiuto.flows.tell_happened import tell_happened
from aiuto.flows.wake_snoozed import wake_snoozed
from aiuto.flows.watch_claims import watch_claims
from aiuto.flows.watch_promises import watch_promises
from aiuto.jobs.lease import current
from aiuto.jobs.periodic import periodic


@periodic(every=timedelta(minutes=15), name="close-solved")
@task(outside=True)
def closing() -> None:
    """Solved requests whose desk's days are over."""
    close_solved(now=current().now())


@periodic(every=timedelta(minutes=15), name="ask-helped")
@task(outside=True)
def asking_helped() -> None:
    """Customers whose request was solved the desk's hours ago."""
    ask_helped(now=current().now())


@periodic(every=timedelta(minutes=15), name="ask-follow-up")
@task(outside=True)
def asking_whether_it_is_well() -> None:
    """Customers whose follow-up is due, and those who did not answer."""
    ask_follow_up(now=current().now())


@periodic(every=timedelta(minutes=15), name="lapse-approvals")
@task(outside=True)
def lapsing_approvals() -> None:
    """What nobody approved or declined in time."""
    lapse_approvals(now=current().now())


@periodic(every=timedelta(minutes=15), name="review-limits")
@task(outside=True)
def reviewing_limits() -> None:
    """Limits for customers whose day has come."""
    review_limits(now=current().now())


@periodic(every=timedelta(minutes=1), name="end-holds")
@task(outside=True)
def ending_holds() -> None:
    """Requests on hold whose date has come."""
    end_holds(now=current().now())


@periodic(every=timedelta(minutes=1), name="end-rests")
@task(outside=True)
def ending_rests() -> None:
    """Drafts whose minutes of rest are over."""
    end_rests(now=current().now())


@periodic(every=timedelta(hours=1), name="forget-past-attempts")
@task(outside=True)
def forgetting_attempts() -> None:
    """Counters of limits whose time is over."""
    forget_past_attempts(now=current().now())


@periodic(every=timedelta(hours=1), name="forget-uploads")
@task(outside=True)
def forgetting_uploads() -> None:
    """Files in drafts that were never sent."""
    forget_uploads(now=current().now())


@periodic(every=timedelta(minutes=10), name="forget-presence")
@task(outside=True)
def forgetting_presence() -> None:
    """Who was at a request and has gone without a word."""
    forget_presence(now=current().now())


@periodic(every=timedelta(minutes=1), name="send-due")
@task(outside=True)
def sending_due() -> None:
    """Answers whose chosen moment has come."""
    send_due(now=current().now())


@periodic(every=timedelta(minutes=1), name="watch-promises")
@task(outside=True)
def watching() -> None:
    """Promises that are due soon, and those whose time is over."""
    watch_promises(now=current().now())


@periodic(every=timedelta(hours=6), name="watch-claims")
@task(outside=True)
def watching_claims() -> None:
    """What we claim in public and do not keep."""
    watch_claims(now=current().now())


@periodic(every=timedelta(minutes=5), name="remind-customers")
@task(outside=True)
def reminding() -> None:
    """Customers whom we wait for, and whose days are over."""
    remind_customers(now=current().now())


@periodic(every=timedelta(minutes=1), name="miss-owners")
@task(outside=True)
def missing_owners() -> None:
    """Recoveries whose owner has left or is long away, and those whose owner is back."""
    miss_owners(now=current().now())


@periodic(every=timedelta(hours=1), name="miss-wishes")
@task(outside=True)
def missing() -> None:
    """Days of customers' own that have passed."""
    miss_wishes(now=current().now())


@periodic(every=timedelta(minutes=1), name="wake-snoozed")
@task(outside=True)
def waking() -> None:
    """Requests that slept until now."""
    wake_snoozed(now=current().now())


@periodic(every=timedelta(minutes=1), name="tell-happened")
@task(outside=True)
def telling() -> None:
    """What happened in rooms that tell nobody themselves."""
    tell_happened(now=current().now())


@periodic(every=timedelta(minutes=10), name="send-digests")
@task(outside=True)
def gathering() -> None:
    """The mail of what people have not read."""
    send_digests(now=current().now())


@periodic(every=timedelta(hours=1), name="forget-notices")
@task(outside=True)
def forgetting_notices() -> None:
    """Notices of long ago."""
    forget_notices(now=current().now())
