"""Log lines: one event with its facts, secrets masked, no local variables."""

import logging
import logging.config
import logging.handlers
import re
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

_SECRET = re.compile(r"pass|secret|token|cookie|authorization|key$", re.IGNORECASE)
_SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure(level: str) -> None:
    """Send everything to standard error: for people on a terminal, as JSON elsewhere."""
    structlog.configure(
        processors=[*_SHARED, mask, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"lines": {"()": _formatter}},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
            "root": {"handlers": ["stderr"], "level": "WARNING"},
            "loggers": {
                "aiuto": {"level": level},
                "uvicorn.access": {"level": "WARNING"},
                "mail.log": {"level": "WARNING"},
            },
        }
    )


def mask(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Values whose names speak of secrets never reach a line."""
    for name in event:
        if _SECRET.search(name):
            event[name] = "***"
    return event


def keep_in(folder: Path) -> None:
    """Write the lines to `aiuto.log` in this folder too; where that cannot be, standard error alone has them.

    The file may be moved away at any time, as logrotate does: a new one is begun.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.WatchedFileHandler(folder / "aiuto.log", encoding="utf-8")
    except OSError as problem:
        structlog.get_logger(__name__).warning("log.no_file", error=str(problem))
        return
    handler.setFormatter(_json())
    logging.getLogger().addHandler(handler)


def _formatter() -> logging.Formatter:
    if not sys.stderr.isatty():
        return _json()
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=[*_SHARED, mask], processor=plain)


def _json() -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*_SHARED, mask],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
    )
