"""The full-text index over `SearchEntry.stems`: FTS5 with external content, or tsvector with GIN.

Both take the tokens as `tickets.stems` writes them, separated by spaces, and change nothing. The triggers keep FTS5 in
step with its content table; they are part of the index, as SQLite documents it.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = (
    """CREATE VIRTUAL TABLE tickets_fts USING fts5(
        stems, content='tickets_searchentry', content_rowid='message_id',
        tokenize="ascii tokenchars '@.+-_'", detail='none', columnsize=0)""",
    """CREATE TRIGGER tickets_fts_insert AFTER INSERT ON tickets_searchentry BEGIN
        INSERT INTO tickets_fts(rowid, stems) VALUES (new.message_id, new.stems); END""",
    """CREATE TRIGGER tickets_fts_delete AFTER DELETE ON tickets_searchentry BEGIN
        INSERT INTO tickets_fts(tickets_fts, rowid, stems) VALUES ('delete', old.message_id, old.stems); END""",
    """CREATE TRIGGER tickets_fts_update AFTER UPDATE OF stems ON tickets_searchentry BEGIN
        INSERT INTO tickets_fts(tickets_fts, rowid, stems) VALUES ('delete', old.message_id, old.stems);
        INSERT INTO tickets_fts(rowid, stems) VALUES (new.message_id, new.stems); END""",
)
POSTGRESQL = (
    """ALTER TABLE tickets_searchentry ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(stems, ' '))) STORED""",
    "CREATE INDEX tickets_fts ON tickets_searchentry USING gin (vector)",
)


def create_index(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("tickets", "0001_founding")]
    operations = [migrations.RunPython(create_index, migrations.RunPython.noop)]
