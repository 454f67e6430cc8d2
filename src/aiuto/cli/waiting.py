"""What keeps processes and commands from working: a database that waits for `aiuto migrate`, secrets of another key."""

from django.db import DatabaseError, OperationalError, ProgrammingError, connection, connections
from django.db.migrations.executor import MigrationExecutor

from aiuto.intake.errors import SecretUnreadable
from aiuto.intake.queries import active_mailboxes, password_of

NOT_UP_TO_DATE = "The database is not up to date. Run `aiuto migrate` first."
ILL = "The database says: {problem}. `aiuto doctor` looks for what is wrong."
ANOTHER_KEY = (
    "The password of {addresses} was kept with another AIUTO_SECRET_KEY. Start with that key, or type the password "
    "in again: `aiuto connect-mailbox {first.address} --desk '{first.desk.name}' --password-stdin`."
)


def obstacle() -> str:
    """What is in the way, as a sentence; "" when all is well.

    A database that is away may come back: the processes wait for it.
    """
    try:
        return NOT_UP_TO_DATE if _changes_wait() else _closed_secrets()
    except OperationalError:
        return ""
    finally:
        connections.close_all()


def what_to_do(problem: DatabaseError) -> str:
    """A sentence for a command that the database refused; "" where the fault is ours."""
    lacks = isinstance(problem, ProgrammingError) or "no such" in str(problem)
    if lacks and _changes_wait():
        return NOT_UP_TO_DATE
    said = " ".join(str(problem).split()).rstrip(".")
    return ILL.format(problem=said) if isinstance(problem, OperationalError) else ""


def _changes_wait() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _closed_secrets() -> str:
    """Which mailboxes this key does not open."""
    closed = []
    for mailbox in active_mailboxes():
        try:
            password_of(mailbox)
        except SecretUnreadable:
            closed.append(mailbox)
    return ANOTHER_KEY.format(addresses=", ".join(map(str, closed)), first=closed[0]) if closed else ""
