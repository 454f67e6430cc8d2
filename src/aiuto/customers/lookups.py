"""`column__begins`: what begins with a text, by its index, whatever the database's collation."""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Lookup
from django.db.models.sql.compiler import SQLCompiler

_LAST = chr(0x10FFFF)
_WILD = str.maketrans({"\\": r"\\", "%": r"\%", "_": r"\_"})


@CharField.register_lookup
class Begins(Lookup):
    """A range where text is compared byte by byte (SQLite); LIKE over `varchar_pattern_ops` on PostgreSQL."""

    lookup_name = "begins"
    prepare_rhs = False

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        column, values = self.process_lhs(compiler, connection)
        return f"({column} >= %s AND {column} < %s)", (*values, self.rhs, *values, self.rhs + _LAST)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        column, values = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", (*values, self.rhs.translate(_WILD) + "%")
