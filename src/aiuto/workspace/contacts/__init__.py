"""Calls and visits, noted by hand."""
