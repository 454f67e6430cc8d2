"""After a restore, what happened keeps its order in a database that counts its transactions anew."""

from aiuto.journal.recording import begin_order_anew


def put_back_order() -> None:
    """Call it once the database is back, before anybody works with it."""
    begin_order_anew()
