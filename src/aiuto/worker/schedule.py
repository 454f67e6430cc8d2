"""The periodic work: one task an interval, each calls one flow."""
