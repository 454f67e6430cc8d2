"""Agents' and leads' pages. It decides nothing: each view calls one query or one flow."""
