"""Time as it counts at work: open spans of a week, holidays, daylight saving. Plain Python."""
