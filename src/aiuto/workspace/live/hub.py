"""One reader of the journal for all open pages of this process, and each page's own, bounded queue."""

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass, field
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from aiuto.journal.queries import START, Cursor, after, cursor_of, latest
from aiuto.people.queries import desks_by_user
from aiuto.tickets.queries.conversation import followers_of, places_of
from aiuto.workspace.live.standing import NOTHING_YET, NOTICES, Standing

log = logging.getLogger(__name__)
BATCH = 500
MOST_WAITING = 200
HEARTBEAT = 20.0
LONGEST = 15 * 60
WAITS = "wait."
ANSWERS = "answer."
QUARANTINE = ("mail.quarantined", "mail.stored")
RESET = json.dumps({"topics": ["inbox", "reset"]})


@dataclass(eq=False, slots=True)
class Listener:
    """One open page: whose it is, and what waits to be sent to it. None in the queue ends the stream.

    `newest` is the newest unread notice that the page was drawn with (0: none), until the first look.
    """

    user: int
    newest: int | None = None
    queue: asyncio.Queue[str | None] = field(default_factory=lambda: asyncio.Queue(MOST_WAITING))

    def tell(self, piece: str | None) -> None:
        """A page that does not read is told to begin anew, instead of holding our memory."""
        if self.queue.full():
            while not self.queue.empty():
                self.queue.get_nowait()
            piece = None
        self.queue.put_nowait(piece)

    def catch_up(self, newest: int) -> None:
        """What changed after the page was drawn and before the first look is told now."""
        if self.newest not in (None, newest):
            self.tell(NOTICES)
        self.newest = None


class Hub:
    """Looks into the journal while anybody listens, and tells each listener what they may know."""

    def __init__(self) -> None:
        self.listeners: set[Listener] = set()
        self._task: asyncio.Task[None] | None = None
        self._cursor = START
        self._standing = NOTHING_YET

    async def listen(
        self, user: int, since: Cursor | None, newest: int | None = None
    ) -> AsyncGenerator[str, None]:
        """The stream of one page, from a place in the journal and a notice on; a heartbeat when nothing happens.

        It ends after a while: the browser comes back by itself, and its sign-in is looked at once more.
        """
        listener = Listener(user, newest)
        self.listeners.add(listener)
        try:
            await self._begin()
            for piece in await _in_thread(missed, user, since):
                yield piece
            end = asyncio.get_running_loop().time() + LONGEST
            while (
                asyncio.get_running_loop().time() < end and (piece := await self._next(listener)) is not None
            ):
                yield piece
        finally:
            self.listeners.discard(listener)

    def close(self) -> None:
        """End every stream: the process stops. The browsers come back to the next one by themselves."""
        for listener in list(self.listeners):
            listener.tell(None)

    async def _next(self, listener: Listener) -> str | None:
        try:
            return await asyncio.wait_for(listener.queue.get(), HEARTBEAT)
        except TimeoutError:
            return ": alive\n\n"

    async def _begin(self) -> None:
        """The reader stands somewhere before a page asks what it missed, so that nothing falls between."""
        if self._task is None or self._task.done() or self._task.get_loop() is not asyncio.get_running_loop():
            self._cursor, self._standing = await _in_thread(latest), NOTHING_YET
            self._task = asyncio.create_task(self._read())

    async def _read(self) -> None:
        while self.listeners:
            try:
                await self._look()
            except DatabaseError:
                log.warning("live.database_away", exc_info=True)
            await asyncio.sleep(settings.ENVIRONMENT.aiuto_poll_seconds)

    async def _look(self) -> None:
        users = {listener.user for listener in self.listeners}
        news = await _in_thread(_news, self._cursor, self._standing, users)
        self._cursor, self._standing = news.cursor, news.standing
        for listener in list(self.listeners):
            for piece in news.pieces.get(listener.user, ()):
                listener.tell(piece)
            listener.catch_up(news.standing.notices.get(listener.user, 0))
            if listener.user in news.gone:
                listener.tell(None)


@dataclass(frozen=True, slots=True)
class News:
    """What a look brought: for each person their pieces, and who may not sign in any more."""

    cursor: Cursor
    standing: Standing
    pieces: dict[int, list[str]]
    gone: set[int]


def _news(cursor: Cursor, standing: Standing, users: set[int]) -> News:
    """What each of these people may hear of since the last look."""
    events = after(cursor, limit=BATCH)
    stands = Standing.of(users, now=timezone.now())
    told = _told(events, users) if events else dict.fromkeys(users, ())
    changed = stands.told_since(standing)
    pieces = {user: [*theirs, *changed.get(user, ())] for user, theirs in told.items()}
    return News(cursor_of(events[-1]) if events else cursor, stands, pieces, users - told.keys())


def missed(user: int, since: Cursor | None) -> list[str]:
    """What happened since the page was read; a page that missed very much is told to read everything anew."""
    start = "retry: 2000\n\n"
    if since is None:
        return [start]
    events = after(since, limit=BATCH)
    if len(events) == BATCH:
        return [start, f"id: {latest()}\ndata: {RESET}\n\n"]
    return [start, *_told(events, {user}).get(user, [])]


def _told(events: Iterable[Any], users: set[int]) -> dict[int, list[str]]:
    """The pieces of the stream for each active person: only what their rights, read now, let them see."""
    rights = desks_by_user(users)
    tickets = {event.ticket for event in events if event.ticket}
    places, followers = (places_of(tickets), followers_of(tickets)) if tickets else ({}, set())
    told: dict[int, list[str]] = {user: [] for user in rights}
    for event in events:
        topics, desk = _about(event, places)
        if not topics:
            continue
        piece = _piece(event, topics)
        for user, desks in rights.items():
            if desk in desks or (event.ticket, user) in followers:
                told[user].append(piece)
    return told


def _about(event: Any, places: dict[int, tuple[str, int]]) -> tuple[list[str], int]:
    """The parts of a page that an event changes, and the desk whose readers may know; no parts for nobody."""
    if event.kind.startswith(WAITS):
        return ["wall"], event.data["desk"]
    if event.ticket in places:
        reference, desk = places[event.ticket]
        return ["inbox", f"ticket:{reference}"], desk
    if event.kind.startswith(ANSWERS):
        return ["planned"], event.data.get("desk") or 0
    if event.kind in QUARANTINE:
        return ["quarantine"], event.data.get("desk") or 0
    return [], 0


def _piece(event: Any, topics: list[str]) -> str:
    data = json.dumps({"topics": topics, "kind": event.kind})
    return f"id: {cursor_of(event)}\ndata: {data}\n\n"


async def _in_thread(work: Any, *given: Any) -> Any:
    """In a thread that lets go of its database connection as the settings say: hundreds of pages may be open."""
    return await sync_to_async(_and_let_go, thread_sensitive=False)(work, *given)


def _and_let_go(work: Any, *given: Any) -> Any:
    try:
        return work(*given)
    finally:
        with contextlib.suppress(DatabaseError):
            close_old_connections()


hub = Hub()
