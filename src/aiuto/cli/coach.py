"""`aiuto coach`: what of a text would be better said otherwise, for people line by line, for programs as JSON."""

import argparse
import gc
import importlib
import json
import os
import sys
import textwrap
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from multiprocessing import Pool
from pathlib import Path
from typing import Any, cast, get_args
from zoneinfo import ZoneInfo

from aiuto.coach.checking import check
from aiuto.coach.report import Context, Finding, Report

FOUND, UNREADABLE = 1, 2
_MARKDOWN = frozenset((".md", ".markdown"))
_LONGEST = 80
"""Letters of what was said that are shown."""
_NO_TEXT = "it is no text in UTF-8. Save it as one, or leave it out."
_AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
_ALONE, _BLOCK, _SHARE = 400, 20_000, 100
"""Lines that one process answers before others help, that wait in memory at a time, that a process takes at a time."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="Markdown or plain text; standard input without"
    )
    parser.add_argument(
        "--context", choices=("reply", "rule", "note"), default="reply", help="what the text is"
    )
    parser.add_argument("--lang", choices=("it", "en"), help="its language; told from the words without")
    parser.add_argument("--jsonl", action="store_true", help="read and write one JSON object a line")
    parser.epilog = (
        "Ends with 0 where nothing is found, 1 where something is, 2 where a file could not be read."
    )


def run(args: argparse.Namespace) -> int:
    if args.jsonl and args.files:
        print(
            "aiuto coach: --jsonl reads lines from standard input. Name no file, or leave it out.",
            file=sys.stderr,
        )
        return UNREADABLE
    if args.jsonl:
        # Nothing that a check makes refers to itself, so that all is let go at once: no need to search memory for more.
        gc.disable()
        try:
            return _answer_lines(sys.stdin.buffer)
        finally:
            gc.enable()
    counts = [_look(name, args) for name in args.files or ["-"]]
    found = [count for count in counts if count]
    if found:
        sys.stdout.flush()
        print(f"aiuto coach: {sum(found)} found in {len(found)} of {len(counts)} texts.", file=sys.stderr)
    return UNREADABLE if None in counts else FOUND if found else 0


def _look(name: str, args: argparse.Namespace) -> int | None:
    """How many findings were printed; None where the file could not be read, and the reason is."""
    try:
        text = _read(name)
    except (OSError, ValueError) as problem:
        print(f"aiuto coach: {name}: {_trouble(problem)}", file=sys.stderr)
        return None
    prose = _prose(text) if Path(name).suffix.lower() in _MARKDOWN else text
    report = check(prose, context=args.context, language=args.lang, now=_now())
    for finding in report.findings:
        print(_shown(name, text, finding))
    return len(report.findings)


def _read(name: str) -> str:
    """Raises OSError, and ValueError for what is no text."""
    if name == "-" and sys.stdin.isatty():
        print("Write or paste a text; Ctrl-D ends it.", file=sys.stderr)
    data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    text = data.decode("utf-16" if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig")
    if "\0" in text:
        raise ValueError(_NO_TEXT)
    return text


def _trouble(problem: OSError | ValueError) -> str:
    """What is wrong, and what to do."""
    if isinstance(problem, FileNotFoundError):
        return "there is no such file."
    if isinstance(problem, IsADirectoryError):
        return f"it is a folder. Name its files: {problem.filename}/*.md"
    return (problem.strerror or str(problem)) if isinstance(problem, OSError) else _NO_TEXT


def _prose(page: str) -> str:
    # Only whoever looks at Markdown waits for its reader.
    return str(importlib.import_module("aiuto.cli.prose").prose_of(page))


def _shown(name: str, text: str, finding: Finding) -> str:
    """file:line:column: kind, with why, the words that weighed most and the better wordings below."""
    begin, end = finding.span
    line = text.count("\n", 0, begin) + 1
    column = begin - (text.rfind("\n", 0, begin) + 1) + 1
    said = textwrap.shorten(text[begin:end], _LONGEST, placeholder=" …")
    lines = [f"{'<stdin>' if name == '-' else name}:{line}:{column}: {finding.kind} «{said}»"]
    lines += textwrap.wrap(finding.why, 100, initial_indent="    ", subsequent_indent="    ")
    weighed = [word for word in (text[slice(*span)] for span in finding.weighed) if len(word) > 2]
    if weighed:
        lines.append(f"    recognised by: {', '.join(dict.fromkeys(weighed))}")
    lines += [f"    → {wording}" for wording in finding.better]
    return "\n".join(lines)


def _answer_lines(lines: Iterable[bytes]) -> int:
    """Every line is answered; one that can't be understood by an `error`, and the exit code."""
    code = 0
    for answer, understood in _answers(enumerate(lines, start=1)):
        if answer:
            print(answer)
        if not understood:
            code = UNREADABLE
    sys.stdout.flush()
    return code


def _answers(lines: Iterator[tuple[int, bytes]]) -> Iterator[tuple[str, bool]]:
    """In the order of the lines. Many are shared among all processors, which begin with what the first ones taught."""
    yield from map(_answered, islice(lines, _ALONE))
    block = list(islice(lines, _BLOCK))
    if not block:
        return
    with Pool(initializer=gc.disable) as processes:
        while block:
            yield from processes.imap(_answered, block, _SHARE)
            block = list(islice(lines, _BLOCK))


def _answered(numbered: tuple[int, bytes]) -> tuple[str, bool]:
    """A line's answer, nothing for an empty one, and whether it was understood."""
    number, line = numbered
    if not line.strip():
        return "", True
    try:
        return _AS_JSON(_answer(json.loads(line))), True
    except (ValueError, TypeError, KeyError, AttributeError) as problem:
        return _AS_JSON({"line": number, "error": str(problem)}), False


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(asked.get("text"), str):
        raise TypeError("no text to read")
    context = _context(asked.get("context") or "reply")
    language = asked.get("lang") if asked.get("lang") in ("it", "en") else None
    reference = asked.get("reference")
    report = check(
        asked["text"], context=context, language=language, now=_moment(reference) if reference else _now()
    )
    return {
        "id": asked.get("id"),
        "labels": list(report.labels),
        "findings": list(_findings(asked["text"], report)),
        "commitments": [
            {"text": asked["text"][slice(*each.span)], "due": each.due.isoformat() if each.due else None}
            for each in report.commitments
        ],
    }


def _context(name: str) -> Context:
    if name not in get_args(Context):
        raise ValueError(f"no such context: {name}")
    return cast("Context", name)


def _findings(text: str, report: Report) -> Iterator[dict[str, Any]]:
    for each in report.findings:
        yield {
            "kind": each.kind,
            "span": list(each.span),
            "text": text[slice(*each.span)],
            "rule": each.rule,
            "severity": each.severity,
            "why": each.why,
            "better": list(each.better),
            "weighed": [list(span) for span in each.weighed],
        }


def _now() -> datetime:
    """To the second, as people name times."""
    return datetime.now(UTC).replace(microsecond=0).astimezone(_zone())


def _moment(text: str) -> datetime:
    """The time a text was written; without an offset it is the clock of the time zone."""
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=_zone()) if moment.tzinfo is None else moment.astimezone(_zone())


def _zone() -> ZoneInfo:
    return ZoneInfo(os.environ.get("AIUTO_TIME_ZONE") or "Europe/Rome")
