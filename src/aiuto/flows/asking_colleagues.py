"""A colleague asks another desk for something: a request there, and that desk's word for it."""

from collections.abc import Iterable
from datetime import datetime

from aiuto.customers.colleagues import asker_for
from aiuto.customers.models import ContactPoint
from aiuto.journal.actors import RULE, person
from aiuto.people.models import Desk, User
from aiuto.promises.making import Word, begin, make
from aiuto.promises.models import Kind, Promise
from aiuto.promises.ruling import ruled_for
from aiuto.promises.settling import settle
from aiuto.tickets.following import follow
from aiuto.tickets.linking import link
from aiuto.tickets.markup import html_of
from aiuto.tickets.messages import Said, excerpt_of
from aiuto.tickets.models import Channel, Direction, LinkKind, Ticket
from aiuto.tickets.opening import open_ticket

TITLE = 80


def ask_colleagues(
    desk: Desk,
    word: Word,
    *,
    about: Ticket,
    owner: int | None,
    team: int | None,
    followers: Iterable[User],
    user: User,
    now: datetime,
) -> Promise:
    """What the desk promises by it, in `word`; solving the request keeps it. It is linked with what it is `about`."""
    by, asker = person(user.pk), asker_for(user, now=now)
    ruled = ruled_for(desk, Kind.FIRST_ANSWER, now, customer=asker.customer)
    opened = open_ticket(
        desk,
        _said(word.what, asker, user, now=now),
        requester=asker,
        language=desk.language,
        by=by,
        now=now,
        owner=owner,
        team=team,
        next_due_at=ruled.due,
    )
    begin(opened.ticket, Kind.FIRST_ANSWER, ruled, source=opened.message.pk, now=now)
    link(opened.ticket, earlier=[about.pk], kind=LinkKind.RELATED)
    for one in followers:
        follow(opened.ticket, user=one, by=by, now=now)
    promise = make(opened.ticket, word, by=RULE, now=now)
    settle(opened.ticket, now=now)
    return promise


def _said(text: str, asker: ContactPoint, user: User, *, now: datetime) -> Said:
    return Said(
        direction=Direction.IN,
        channel=Channel.WEB,
        at=now,
        text=text,
        reply_text=text,
        html=html_of(text),
        subject=excerpt_of(text)[:TITLE],
        sender=asker.value,
        from_name=str(user),
        contact_point=asker.pk,
        author=user.pk,
    )
