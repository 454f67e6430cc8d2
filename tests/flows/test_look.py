"""Being at a request: rows that say who is there, until they expire."""

from datetime import timedelta

from aiuto.flows.forget_presence import forget_presence
from aiuto.tickets import presence
from aiuto.tickets.models import Presence
from aiuto.tickets.queries import presence as queries


def test_forget_past_drops_what_has_expired_alone(ticket, agent, colleague, now):
    presence.stay(ticket, user=agent, writing=False, now=now)
    presence.stay(ticket, user=colleague, writing=True, now=now + timedelta(seconds=1))
    assert forget_presence(now=now + presence.LASTS) == 1
    assert Presence.objects.get().user == colleague


def test_at_shows_who_came_first_before_the_others(ticket, agent, colleague, now):
    presence.stay(ticket, user=colleague, writing=False, now=now)
    presence.stay(ticket, user=agent, writing=True, now=now)
    presence.stay(ticket, user=colleague, writing=True, now=now)
    third = type(agent)(pk=0)
    assert queries.at(ticket, except_user=third, now=now) == [(colleague, True), (agent, True)]
    assert queries.at(ticket, except_user=agent, now=now + presence.LASTS) == []
