"""Addresses are what Django says they are, and as strict, though it is asked once a name."""

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse

from aiuto.ui.addresses import address


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("workspace:inbox", ()),
        ("workspace:ticket", ("K7Q2M4XD",)),
        ("workspace:split", ("K7Q2M4XD", 12)),
        ("workspace:split", ("90210234", 9)),
        ("workspace:calendar", ("é ? x",)),
    ],
)
def test_address_is_that_of_django(name, given):
    assert [address(name, *given), address(name, *given)] == [reverse(name, args=given)] * 2


@pytest.mark.parametrize("given", [(), ("",), (None, "x"), ("K7Q2M4XD", "word"), ("a/b", 1)])
def test_address_that_leads_nowhere_is_refused(given):
    with pytest.raises(NoReverseMatch):
        address("workspace:split", *given)


def test_template_may_ask_whether_there_is_such_an_address():
    asked = Template('{% url "nowhere" as found %}{{ found }}|{% url "workspace:message" number %}')
    assert asked.render(Context({"number": 7})) == "|/messages/7/"
    with pytest.raises(NoReverseMatch):
        asked.render(Context({"number": "seven"}))
