"""Requests: tickets, their messages, drafts, threading and search."""
