"""What signed links can be for: each page has a question to show and an answer that only a POST gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from aiuto.customers.errors import WrittenOnly
from aiuto.customers.policies import is_called
from aiuto.customers.queries import contact_point
from aiuto.flows.answer_choice import answer_choice
from aiuto.flows.answer_follow_up import answer_follow_up
from aiuto.flows.ask_by_link import ask_by_link
from aiuto.flows.confirm_address import confirm_address
from aiuto.flows.keep_answer import keep_answer
from aiuto.flows.say_not_kept import say_not_kept
from aiuto.people.queries import signed_page, zone_name
from aiuto.promises.errors import BadDue
from aiuto.promises.queries import told
from aiuto.promises.queries.calls import call_due, is_closed, opens_at, owed_call, zone_of
from aiuto.recovery.queries import ANSWERS, asked_step, choices, offered
from aiuto.tickets.queries import helped
from aiuto.tickets.queries.reaching import PURPOSE, asker_of, person_path
from aiuto.ui import words


@dataclass(frozen=True, slots=True)
class Page:
    """`question` gives the template's context, or None where there is nothing to ask; `answer` acts."""

    template: str
    question: Callable[[Any], dict[str, Any] | None]
    answer: Callable[..., object]


def _is_this_yours(value: dict[str, int]) -> dict[str, Any] | None:
    point = contact_point(value["contact_point"])
    if point is None:
        return None
    desk = value.get("desk")
    talk = person_path(desk=desk, point=point.pk, now=timezone.now()) if desk else ""
    return {"address": point.value, "done": point.verified_at is not None, "talk": talk}


def _confirm(token: str, _given: Mapping[str, str], *, now: datetime) -> object:
    return confirm_address(token, now=now)


def _were_you_helped(value: dict[str, Any]) -> dict[str, Any] | None:
    asked = helped.question(value["helped"])
    if asked is None:
        return None
    chosen = asked.answer or value["answer"]
    return {
        "asked": asked,
        "chosen": chosen,
        "answers": helped.Answer.choices,
        "most": helped.LONGEST_WORDS,
        "promised": told.shown_to_customer(asked.ticket, now=timezone.now()),
        "zone": zone_name(asked.ticket.desk),
        "talk": person_path(desk=asked.ticket.desk_id, ticket=asked.ticket_id, now=timezone.now()),
    }


def _say(token: str, given: Mapping[str, str], *, now: datetime) -> object:
    return keep_answer(token, answer=given.get("answer", ""), words=given.get("words", ""), now=now)


def _is_it_well(value: dict[str, Any]) -> dict[str, Any] | None:
    step = asked_step(value["step"])
    if step is None:
        return None
    return {"step": step, "chosen": value["answer"], "answers": ANSWERS.items()}


def _tell(token: str, given: Mapping[str, str], *, now: datetime) -> object:
    return answer_follow_up(token, answer=given.get("answer", ""), words=given.get("words", ""), now=now)


def _which_of_the_two(value: dict[str, Any]) -> dict[str, Any] | None:
    given = offered(value["compensation"])
    if given is None:
        return None
    two = choices(given)
    return {
        "given": given,
        "chosen": value["answer"],
        "choices": two.items(),
        "chosen_words": two[given.kind],
        "talk": person_path(desk=given.desk_id, ticket=given.recovery.ticket_id, now=timezone.now()),
    }


def _choose(token: str, given: Mapping[str, str], *, now: datetime) -> object:
    return answer_choice(token, answer=given.get("answer", ""), now=now)


def _was_it_kept(value: dict[str, Any]) -> dict[str, Any] | None:
    promise = told.told(value["promise"])
    if promise is None:
        return None
    zone = zone_name(promise.ticket.desk)
    talk = person_path(desk=promise.desk_id, ticket=promise.ticket_id, now=timezone.now())
    return {"promise": promise, "zone": zone, "most": told.LONGEST_WORDS, "talk": talk}


def _it_was_not(token: str, given: Mapping[str, str], *, now: datetime) -> object:
    return say_not_kept(token, words=given.get("words", ""), now=now)


def _when_do_we_call(value: dict[str, Any]) -> dict[str, Any] | None:
    """By when they are called, on the desk's clock; whoever is owed a call already reads that.

    Whom we answer in writing only reads so.
    """
    asker, now = asker_of(value), timezone.now()
    if asker is None:
        return None
    if not is_called(asker.customer):
        return {"written": WrittenOnly()}
    desk, zone = asker.desk, zone_of(asker.desk)
    owed = owed_call(asker.customer.pk, desk.pk)
    due = owed.due_at if owed else call_due(desk, now, customer=asker.customer, about=asker.ticket)
    with timezone.override(zone):
        opens = words.full(opens_at(desk, now)) if is_closed(desk, now) else ""
        return {"owed": owed, "late": due <= now, "due": words.full(due), "opens": opens, "zone": zone}


def _ask(token: str, given: Mapping[str, str], *, now: datetime) -> object:
    return ask_by_link(
        token,
        number=given.get("number", ""),
        words=given.get("words", ""),
        wanted=_moment(given.get("wanted", ""), token, now=now),
        now=now,
    )


def _moment(text: str, token: str, *, now: datetime) -> datetime | None:
    """The time that they chose, on the desk's clock. Raises BadDue."""
    if not text.strip():
        return None
    signed = signed_page(token, now=now)
    asker = asker_of(signed.value) if signed else None
    try:
        chosen = datetime.fromisoformat(text[:40])
    except ValueError:
        raise BadDue from None
    return chosen.replace(tzinfo=zone_of(asker.desk)) if asker else None


PAGES = {
    PURPOSE: Page("portal/person.html", _when_do_we_call, _ask),
    "choice": Page("portal/choice.html", _which_of_the_two, _choose),
    "confirm_address": Page("portal/confirm_address.html", _is_this_yours, _confirm),
    "follow_up": Page("portal/follow_up.html", _is_it_well, _tell),
    "helped": Page("portal/helped.html", _were_you_helped, _say),
    "not_kept": Page("portal/not_kept.html", _was_it_kept, _it_was_not),
}
