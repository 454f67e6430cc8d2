"""`aiuto recovery budget`: what each desk has given in a month, and what is left of it."""

import argparse
from datetime import datetime

from django.utils import timezone

from aiuto.people.queries import all_desks
from aiuto.recovery.queries.ledger import Budget, budgets


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What may be asked for."""
    parser.add_argument("what", choices=["budget"])
    parser.add_argument(
        "--month", type=month, metavar="MONTH", help="as 2026-01; this one when it is not said"
    )


def run(args: argparse.Namespace) -> int:
    """A line a desk."""
    for budget in budgets(all_desks(), now=args.month or timezone.now()):
        print(_line(budget))
    return 0


def month(text: str) -> datetime:
    """The middle of a month: it is the same month in every time zone."""
    try:
        return timezone.make_aware(datetime.strptime(f"{text}-15", "%Y-%m-%d"))  # noqa: DTZ007 - made aware here
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"not a month: {text!r}; write 2026-01") from error


def _line(budget: Budget) -> str:
    mark = "over" if budget.over else "warn" if budget.warns else "ok"
    spent, limit = f"{budget.spent:.2f}", f"{budget.limit:.2f}"
    return (
        f"{budget.month:%Y-%m}  {mark:<4}  {spent:>10} of {limit:>10} {budget.currency}  {budget.desk.name}"
    )
