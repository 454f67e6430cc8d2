"""Settings, root addresses and wiring: composition only, no rules."""
