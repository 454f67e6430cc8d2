"""The settings of what rules promise: what is kept, what it is shown as, and what may be chosen."""

import re

import pytest

from aiuto.people.models import User
from aiuto.promises.models import Rule
from aiuto.tickets.models import Reason
from tests.workspace.conftest import _person, signed_in


@pytest.fixture
def browser(desk, now):
    user = _person("rita", "Rita Conti", now, desk)
    User.objects.filter(pk=user.pk).update(role="lead")
    user.refresh_from_db()
    return signed_in(user)


@pytest.fixture
def given(db):
    reason = Reason.objects.create(name="Guasto")
    return {"reason": reason.pk, "says": "fix.opening.solved", "hours": "16", "clock": "working"}


def test_rule_is_tried_and_kept_with_what_starts_it_and_what_keeps_it(browser, given):
    tried = browser.post("/settings/rules/new/", given | {"try": "1"}).content.decode()
    assert "the trial says nothing yet" in tried
    assert re.search(r'value="fix\.opening\.solved"\s+selected', tried)
    assert browser.post("/settings/rules/new/", given).status_code == 302
    rule = Rule.objects.get()
    assert (rule.kind, rule.starts, rule.kept_by, rule.minutes) == ("fix", "opening", "solved", 960)
    shown = browser.get("/settings/rules/").content.decode()
    assert "solution, from the first message<br>" in shown
    assert "solving keeps it" in shown


@pytest.mark.parametrize("says", ["first_answer.hold.helpful", "fix.opening.human", "call_back.opening.hand"])
def test_what_makes_no_sense_together_cannot_be_chosen(browser, given, says):
    assert browser.post("/settings/rules/new/", given | {"says": says}).status_code == 422
    assert not Rule.objects.exists()
