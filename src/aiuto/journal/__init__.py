"""The memory: append-only events, and the actor that every change names."""
