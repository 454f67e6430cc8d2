"""Time as it counts at work: open intervals of a week, holidays, daylight saving. Plain Python.

>>> from datetime import UTC, datetime, time, timedelta
>>> office = Schedule("Europe/Rome", {0: [(time(9), time(13)), (time(14), time(18))]})
>>> office.add(datetime(2026, 3, 2, 11, 30, tzinfo=UTC), timedelta(hours=1)).isoformat()
'2026-03-02T13:30:00+00:00'
"""

from aiuto.business_hours.errors import BadSchedule as BadSchedule
from aiuto.business_hours.errors import NeverCloses as NeverCloses
from aiuto.business_hours.errors import NeverOpen as NeverOpen
from aiuto.business_hours.schedule import Schedule as Schedule
