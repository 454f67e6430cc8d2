"""A filter as conditions over the columns of tickets."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from typing import Any

from django.db import connection

from aiuto.people.models import User
from aiuto.people.queries import desks_of
from aiuto.tickets.models import OPEN_STATES, OURS
from aiuto.tickets.queries import filters, walks
from aiuto.tickets.queries.meaning import Meaning
from aiuto.tickets.queries.sieve import Condition, every

NOTHING = Condition("1 = 0")
_NAMED = {
    "owner": "owner_id",
    "team": "team_id",
    "desk": "desk_id",
    "reason": "reason_id",
    "cause": "cause_id",
    "customer": "customer_id",
}
# Counts and not EXISTS, which PostgreSQL would turn into a join that loses the order of the walk.
_COUNT = "(SELECT count(*) FROM %s AS kept WHERE kept.ticket_id = tickets_ticket.id AND kept.%s)"
_TAGGED = _COUNT % ("tickets_ticket_tags", "tag_id = %s")
_FOLLOWED = _COUNT % ("tickets_ticket_followers", "user_id = %s")
_SEEN = _COUNT % ("tickets_seen", "user_id = %s AND kept.at >= tickets_ticket.last_message_at")


def everywhere(meaning: Meaning) -> bool:
    """Who looks for words or for a customer means solved requests too, and those that were put aside."""
    asked = meaning.asked
    return bool(meaning.wide or asked.text or asked.of("customer")) or any(
        term.value == filters.ANY for term in asked.of("state")
    )


def states_of(meaning: Meaning) -> tuple[str, ...]:
    """The states it asks for. Without one: what waits for us; of an owner, or by what I did, all that is not solved."""
    asked = meaning.asked
    named = {term.value for term in asked.of("state")}
    left_out = {term.value for term in asked.of("state", excluded=True)}
    if named - {filters.ANY}:
        states: Sequence[str] = [state for state in filters.STATES if state in named or filters.ANY in named]
    elif everywhere(meaning):
        states = filters.STATES
    else:
        states = OPEN_STATES if asked.of("owner") or asked.of("is") else OURS
    return tuple(state for state in states if state not in left_out)


def asleep(meaning: Meaning) -> bool | None:
    """Whether it asks for snoozed requests (True), for others (False), or for both."""
    asked = meaning.asked
    if any(term.value == "snoozed" for term in asked.of("is")):
        return True
    if any(term.value == "snoozed" for term in asked.of("is", excluded=True)):
        return False
    return None if everywhere(meaning) or not set(states_of(meaning)) & set(OPEN_STATES) else False


def condition(meaning: Meaning, user: User) -> Condition:
    """All of the filter but its words, within what this person may see or follows."""
    parts = [Condition(walks.SHOWN), _visible(meaning, user), _states(meaning), *_named(meaning)]
    parts += [*_plain(meaning), *_tagged(meaning), *_dated(meaning), *_mine(meaning, user)]
    if (snoozed := asleep(meaning)) is not None:
        parts.append(Condition(f'"snoozed_until" IS {"NOT " if snoozed else ""}NULL'))
    return every(parts)


def _visible(meaning: Meaning, user: User) -> Condition:
    if any(term.value == "followed" for term in meaning.asked.of("is")):
        return Condition("1 = 1")  # a follower may open it, whatever its desk
    desks = desks_of(user)
    return Condition(walks.any_of('"desk_id"', desks), tuple(desks))


def _states(meaning: Meaning) -> Condition:
    states = states_of(meaning)
    return Condition(walks.any_of('"state"', states), states)


def _named(meaning: Meaning) -> Iterator[Condition]:
    """Of one key any will do; a name that is gone matches nothing."""
    for key, column in _NAMED.items():
        for excluded in (False, True):
            if terms := meaning.asked.of(key, excluded=excluded):
                ids = tuple(pk for term in terms for pk in meaning.ids[term])
                nobody = key == "owner" and any(term.value == filters.NOBODY for term in terms)
                yield _among(f'"{column}"', ids, none=nobody, excluded=excluded)


def _plain(meaning: Meaning) -> Iterator[Condition]:
    for key in ("channel", "language"):
        for excluded in (False, True):
            if terms := meaning.asked.of(key, excluded=excluded):
                yield _among(f'"{key}"', tuple(term.value for term in terms), excluded=excluded)


def _among(column: str, values: tuple[Any, ...], *, none: bool = False, excluded: bool) -> Condition:
    """The column is one of these (or has no value), or none of them."""
    found = f"({walks.any_of(column, values)})"
    if none:
        found = f"({found} OR {column} IS NULL)"
    elif excluded:
        found = f"({column} IS NOT NULL AND {found})"
    return Condition(f"NOT {found}" if excluded else found, values)


def _tagged(meaning: Meaning) -> Iterator[Condition]:
    """A request has many tags: all that are named must be there."""
    for excluded in (False, True):
        for term in meaning.asked.of("tag", excluded=excluded):
            if ids := meaning.ids[term]:
                yield Condition(f"{_TAGGED} {'=' if excluded else '>'} 0", ids)
            elif not excluded:
                yield NOTHING


def _dated(meaning: Meaning) -> Iterator[Condition]:
    """Days of the last message: `after:` begins with the day, `before:` ends before it."""
    for term in meaning.asked.terms:
        if term.key in ("before", "after"):
            found = filters.day(term.value, today=meaning.now.date())
            later = (term.key == "after") != term.excluded
            if found is None:
                yield Condition("1 = 1") if term.excluded else NOTHING
                continue
            begins = datetime.combine(found, time.min, meaning.now.tzinfo).astimezone(UTC)
            sign = ">=" if later else "<"
            yield Condition(
                f'"last_message_at" {sign} %s', (connection.ops.adapt_datetimefield_value(begins),)
            )


def _mine(meaning: Meaning, user: User) -> Iterator[Condition]:
    """What this person has read and follows."""
    over = "\"state\" IN ('solved', 'closed')"
    for excluded in (False, True):
        for term in meaning.asked.of("is", excluded=excluded):
            if term.value == "unread":
                unread = f"({_SEEN} = 0 AND NOT {over})"
                yield Condition(f"NOT {unread}" if excluded else unread, (user.pk,))
            elif term.value == "followed":
                yield Condition(f"{_FOLLOWED} {'=' if excluded else '>'} 0", (user.pk,))
            elif term.value not in filters.IS and not excluded:
                yield NOTHING
