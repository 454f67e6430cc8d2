"""Requests by a filter, and filters with a name."""
