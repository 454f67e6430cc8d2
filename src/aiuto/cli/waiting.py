"""Whether the database waits for `aiuto migrate`."""

from django.db import OperationalError, connection, connections
from django.db.migrations.executor import MigrationExecutor

NOT_UP_TO_DATE = "The database is not up to date. Run `aiuto migrate` first."


def changes_wait() -> bool:
    """Whether `aiuto migrate` has something to do. A database that is away may come back: the processes wait for it."""
    try:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except OperationalError:
        return False
    finally:
        connections.close_all()
