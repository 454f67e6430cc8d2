"""What is known of a recovery changes while it is under way: words, loss, articles, owner."""

from decimal import Decimal

import pytest

from aiuto.flows.edit_recovery import Failure, edit_recovery
from aiuto.flows.open_recovery import open_recovery
from aiuto.flows.propose_compensation import Offer, propose_compensation
from aiuto.journal.models import Event
from aiuto.notices.models import Notice
from aiuto.recovery import errors
from aiuto.recovery.models import Recovery
from tests.flows.recovering import carry_to_its_end
from tests.flows.test_recovery import order_of

KNOWN = Failure(
    what="La lampada è rotta", severity="grave", lost=["occasion"], remedy="Una nuova", goods="rejected"
)


def edit(recovery, user, now, failure=KNOWN, **more) -> Recovery:
    return edit_recovery(recovery.pk, failure, **{"owner": user.pk} | more, user=user, now=now)


def test_everything_that_is_known_can_change(recovery, agent, now):
    edit(recovery, agent, now)
    known = Recovery.objects.get()
    assert (known.what, known.severity, known.goods) == ("La lampada è rotta", "grave", "rejected")
    assert (known.lost, known.remedy) == (["occasion"], "Una nuova")
    event = Event.objects.get(kind="recovery.edited")
    assert event.data["changed"]["severity"] == ["serious", "grave"]
    assert "lampada" not in str(event.data)


def test_nothing_new_is_no_event(recovery, agent, now):
    edit(recovery, agent, now)
    edit(recovery, agent, now)
    assert Event.objects.filter(kind="recovery.edited").count() == 1


def test_new_owner_is_told(recovery, agent, colleague, now):
    edit(recovery, agent, now, owner=colleague.pk)
    assert Recovery.objects.get().owner == colleague
    assert Notice.objects.get(kind="recovery", user=colleague)


def test_owner_is_a_colleague_of_the_desk(recovery, agent, outsider, now):
    with pytest.raises(errors.NoSuchColleague):
        edit(recovery, agent, now, owner=outsider.pk)


def test_articles_come_and_go_and_stay_as_they_stood(ticket, agent, now):
    line = order_of(ticket.customer)
    recovery = open_recovery(ticket.reference, Failure(what="Rotta"), user=agent, now=now)
    edit(recovery, agent, now, Failure(what="Rotta", lines=[line.pk]))
    own = recovery.lines.get()
    edit(recovery, agent, now, Failure(what="Rotta"), kept=[own.pk])
    assert recovery.lines.get() == own
    edit(recovery, agent, now, Failure(what="Rotta"))
    assert not recovery.lines.exists()


def test_article_for_which_something_was_given_stays(ticket, agent, now):
    failure = Failure(what="Rotta", lines=[order_of(ticket.customer).pk])
    recovery = open_recovery(ticket.reference, failure, user=agent, now=now)
    offer = Offer(kind="gift", amount=Decimal(9), why="Sì", other="voucher", line=recovery.lines.get().pk)
    propose_compensation(recovery.pk, offer, user=agent, now=now)
    with pytest.raises(errors.GivenForLine):
        edit(recovery, agent, now, Failure(what="Rotta"))
    assert recovery.lines.count() == 1


def test_what_failed_is_always_said(recovery, agent, now):
    with pytest.raises(errors.NothingSaid):
        edit(recovery, agent, now, Failure(what=" "))


def test_what_is_over_does_not_change(recovery, agent, now):
    carry_to_its_end(recovery, agent, now)
    with pytest.raises(errors.WrongState):
        edit(recovery, agent, now)


def test_outsider_changes_nothing(recovery, outsider, now):
    with pytest.raises(errors.NotFound):
        edit(recovery, outsider, now)
