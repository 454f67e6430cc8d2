"""No statement of the mail's way reads a whole table: asked of SQLite's planner, statement by statement."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aiuto.flows.assign import assign
from aiuto.flows.close_solved import close_solved
from aiuto.flows.end_holds import end_holds
from aiuto.flows.follow import follow
from aiuto.flows.look import look
from aiuto.flows.reply import reply
from aiuto.flows.undo_send import undo_send
from aiuto.flows.wake_snoozed import wake_snoozed
from aiuto.notices import queries as queries_of_notices
from tests.flows.conftest import ticket_of

pytestmark = pytest.mark.sqlite_only
# Tables that stay as small as the company; and what was merged into one request, found by index and walked.
SMALL = {
    "here",
    "people_desk",
    "people_team",
    "people_user",
    "intake_mailbox",
    "people_team_desks",
    "people_team_members",
}


def scanned(queries: CaptureQueriesContext) -> set[str]:
    """The tables that some statement reads from end to end."""
    found = set()
    for sql in {q["sql"] for q in queries if q["sql"].startswith(("SELECT", "UPDATE", "DELETE"))}:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + sql.replace("%", "%%"), [])
            plan = [row[3] for row in cursor.fetchall()]
        found |= {(m[1], sql) for line in plan if (m := re.match(r"SCAN (\w+)", line))}
    return {f"{table}: {sql}" for table, sql in found if table not in SMALL}


def test_receiving_reads_by_index(arrive):
    with CaptureQueriesContext(connection) as queries:
        arrive()
        arrive()
        arrive(message_id="<two@customer.example>", references="<one@customer.example>")
        arrive(message_id="<three@customer.example>", to="assistenza+" + "a" * 26 + "@lumiera.example")
        arrive(sender="Altro <altro@x.example>", message_id="<four@x.example>", references="<no@x.example>")

    assert scanned(queries) == set()


def test_answering_and_undoing_read_by_index(arrive, agent, now):
    ticket = ticket_of(arrive())
    with CaptureQueriesContext(connection) as queries:
        message = reply(ticket.reference, user=agent, text="Eccoci", now=now, seen=1, confirmed=False)
        undo_send(message.pk, user=agent, now=now)

    assert scanned(queries) == set()


def test_periodic_work_reads_by_index(ticket, now):
    with CaptureQueriesContext(connection) as queries:
        close_solved(now=now)
        end_holds(now=now)
        wake_snoozed(now=now)

    assert scanned(queries) == set()


def test_notices_are_told_and_read_by_index(ticket, agent, colleague, arrive, now):
    assign(ticket.reference, user=colleague, owner=agent.pk, now=now)
    follow(ticket.reference, user=colleague, now=now)
    with CaptureQueriesContext(connection) as queries:
        arrive(message_id="<two@customer.example>", references="<one@customer.example>")
        reply(ticket.reference, user=colleague, text="Eccoci", now=now, confirmed=True)
        look(ticket.reference, user=agent, writing=False, now=now)
        queries_of_notices.standing(agent)
        queries_of_notices.page(agent, behind=10**9)
        queries_of_notices.newest_ids([agent.pk, colleague.pk])
        queries_of_notices.for_browser(agent, behind=0, now=now)

    assert scanned(queries) == set()
