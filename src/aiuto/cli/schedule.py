"""`aiuto schedule check`: counts on the hours of work, as promises are counted."""

import argparse
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from aiuto.business_hours import BadSchedule, NeverOpen, Schedule
from aiuto.cli.main import WRONG_OPTIONS
from aiuto.cli.promises import span
from aiuto.people.queries import hours_named

YEARS = range(1970, 2200)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked for."""
    parser.add_argument("what", choices=["check"])
    parser.add_argument("name", metavar="NAME", help="the name of the hours, as in the settings")
    parser.add_argument(
        "--from",
        dest="start",
        type=moment,
        required=True,
        metavar="ISO",
        help="the beginning, as 2026-03-02T10:00; without an offset in the hours' own time zone",
    )
    count = parser.add_mutually_exclusive_group(required=True)
    count.add_argument(
        "--add", type=span, metavar="TIME", help="print when 30m, 8h or 2d of work have passed"
    )
    count.add_argument("--to", type=moment, metavar="ISO", help="print the time of work until then")


def run(args: argparse.Namespace) -> int:
    """Print the due time, or the time of work as 8h 30m; 64 where nothing can be counted."""
    try:
        named = hours_named(args.name)
        if named is None:
            return _wrong(f"there are no hours called {args.name!r}")
        zone, hours = named
        print(_counted(hours, zone, args))
    except (BadSchedule, NeverOpen) as problem:
        return _wrong(str(problem))
    return 0


def moment(text: str) -> datetime:
    """A moment of our times, as ISO 8601 writes it."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        problem = f"not a moment: {text!r}; write 2026-03-02T10:00"
        raise argparse.ArgumentTypeError(problem) from error
    if at.year not in YEARS:
        raise argparse.ArgumentTypeError(f"too far away: {text!r}; from {YEARS[0]} to {YEARS[-1]}")
    return at


def _counted(hours: Schedule, zone: ZoneInfo, args: argparse.Namespace) -> str:
    start = _there(args.start, zone)
    if args.add is not None:
        return hours.add(start, args.add).astimezone(zone).isoformat()
    worked = hours.between(start, _there(args.to, zone))
    minutes, rest = divmod(abs(worked).total_seconds(), 60)
    sign = "-" if worked.total_seconds() < 0 else ""
    seconds = f" {rest:g}s" if rest else ""
    return f"{sign}{int(minutes // 60)}h {int(minutes % 60)}m{seconds}"


def _there(at: datetime, zone: ZoneInfo) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=zone)


def _wrong(problem: str) -> int:
    print(f"aiuto schedule: {problem}", file=sys.stderr)
    return WRONG_OPTIONS
