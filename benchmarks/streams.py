"""Open pages: the memory of one web process that keeps five hundred live lines."""

import asyncio
import os
import socket
import subprocess
import sys

from asgiref.sync import sync_to_async
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from aiuto.flows.add_note import add_note
from aiuto.people.models import User
from aiuto.tickets.models import Ticket
from benchmarks.export import megabytes
from benchmarks.rows import Row
from benchmarks.volume import agent, database, sizes

STREAMS = 500
MOST = 150
PATIENCE = 120
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]
_SERVER = """
import socket, sys
import django
django.setup()
from benchmarks.databases import use
use(sys.argv[2])
from aiuto.config.processes import serve_web
serve_web([socket.socket(fileno=int(sys.argv[1]))])
"""


def rows(*, quick: bool) -> list[Row]:
    """Connections over loopback to a server in a process of its own; then one change, which all must hear of."""
    name = database(sizes(quick=quick)[0])
    cookies = [_cookie(user) for user in User.objects.order_by("pk")]
    ticket = Ticket.objects.order_by("-id")[0].reference
    with socket.create_server(("127.0.0.1", 0), backlog=STREAMS) as listening:
        port = listening.getsockname()[1]
        command = [sys.executable, "-c", _SERVER, str(listening.fileno()), name]
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
        server = subprocess.Popen(command, pass_fds=[listening.fileno()], env=environment)
    try:
        before, after, told = asyncio.run(_measure(server.pid, port, cookies, ticket))
    finally:
        server.terminate()
        server.wait()
    what = f"{told} open live lines that heard of a change, megabytes of the web process"
    return [Row(what, connection.vendor, f"{after:.0f}", f"{before:.0f} without", after, most=MOST)]


async def _measure(process: int, port: int, cookies: list[str], ticket: str) -> tuple[float, float, int]:
    """Megabytes before and with the lines open, and how many heard."""
    await _first_page(port, cookies[0])
    before = megabytes(process)
    lines = [await _open(port, cookies[number % len(cookies)]) for number in range(STREAMS)]
    heard = [asyncio.create_task(_hear(line, ticket)) for line in lines]
    await sync_to_async(_change)(ticket)
    await asyncio.wait(heard, timeout=PATIENCE)
    after = megabytes(process)
    told = sum(task.done() and task.result() for task in heard)
    for task in heard:
        task.cancel()
    if told < STREAMS:
        raise RuntimeError(f"only {told} of {STREAMS} lines heard of the change")
    return before, after, told


async def _first_page(port: int, cookie: str) -> None:
    """The inbox, so that what a page needs is in memory before the lines are counted."""
    reader, writer = await _ask(port, "/", cookie)
    await reader.read()
    writer.close()


async def _open(port: int, cookie: str) -> Line:
    reader, writer = await _ask(port, "/live/", cookie)
    head = await asyncio.wait_for(reader.readuntil(b"retry:"), PATIENCE)
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(head.decode(errors="replace"))
    return reader, writer


async def _ask(port: int, path: str, cookie: str) -> Line:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    closing = "Connection: close\r\n" if path == "/" else ""
    writer.write(
        f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{closing}Cookie: sessionid={cookie}\r\n\r\n".encode()
    )
    await writer.drain()
    return reader, writer


async def _hear(line: Line, ticket: str) -> bool:
    await line[0].readuntil(f"ticket:{ticket}".encode())
    return True


def _change(ticket: str) -> None:
    add_note(ticket, user=agent(), text="Visto.", now=timezone.now())


def _cookie(user: User) -> str:
    """A signed-in session of this person."""
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)
