"""One's own settings: language, time zone, colours, and the way to one's keys."""
