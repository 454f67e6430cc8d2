"""What a compensation is for: the articles that it counts against, what they cost, and what was given for them before.

A named article counts alone. Where none is named it may be for any of them: it counts against all that the recovery is
about, and where that names none, against those of the only order that the customer has. Where there are none, or
several orders that nobody chose from, it is for the failure itself, which is made good once.
"""

from collections.abc import Iterable
from decimal import Decimal

from aiuto.customers.models import Order, OrderLine
from aiuto.recovery.models import Compensation, Line, Payment, Recovery


def articles(recovery: Recovery, line: Line | None) -> list[Line]:
    """Those that it counts against; what comes from the only order is not saved."""
    if line:
        return [line]
    return list(recovery.lines.all()) or _of_only_order(recovery)


def _of_only_order(recovery: Recovery) -> list[Line]:
    orders = Order.objects.filter(customer=recovery.customer_id or 0).prefetch_related("lines")[:2]
    if len(orders) != 1:
        return []
    return [line_of(recovery, line) for line in orders[0].lines.all()]


def line_of(recovery: Recovery, line: OrderLine) -> Line:
    """The line as it stands now, not saved."""
    return Line(
        recovery=recovery,
        source=line.order.source,
        number=line.order.number,
        position=line.position,
        name=line.name,
        quantity=line.quantity,
        unit_price=line.unit_price,
        currency=line.currency,
    )


def cost(lines: Iterable[Line]) -> tuple[Decimal, str] | None:
    """What they cost together, and the currency; None for none, and in several currencies."""
    lines = list(lines)
    currencies = {line.currency for line in lines}
    if len(currencies) != 1:
        return None
    return sum((line.unit_price * line.quantity for line in lines), Decimal()), currencies.pop()


def given_before(given: Compensation) -> list[Compensation]:
    """What was proposed or given, and not declined, for one of the same articles, in whichever recovery.

    In the same recovery also what names no article, whichever this one names. An order may have changed in between:
    what has the same name there is the same, wherever it stands.
    """
    own = articles(given.recovery, given.line)
    marks = _marks(own)
    others = Compensation.objects.filter(recovery__in=_near(given.recovery, own)).exclude(pk=given.pk)
    known = others.exclude(state=Payment.DECLINED).select_related("recovery", "line")
    return [other for other in known.prefetch_related("recovery__lines") if _meets(other, given, marks)]


def _near(recovery: Recovery, lines: Iterable[Line]) -> set[int]:
    """Ids of the recoveries of the same customer or about the same orders, and its own."""
    theirs = Recovery.objects.filter(customer=recovery.customer_id or 0).values_list("pk", flat=True)
    named = Line.objects.filter(number__in={line.number for line in lines}).values_list("recovery", flat=True)
    return {recovery.pk, *theirs, *named}


def _meets(other: Compensation, given: Compensation, own: set[tuple[str, str, object]]) -> bool:
    if other.recovery_id == given.recovery_id and not (other.line_id and given.line_id):
        return True
    return not own.isdisjoint(_marks(articles(other.recovery, other.line)))


def _marks(lines: Iterable[Line]) -> set[tuple[str, str, object]]:
    """By its place in the order and by its name there."""
    return {(line.source, line.number, mark) for line in lines for mark in (line.position, line.name)}
