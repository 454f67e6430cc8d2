"""Mailboxes and their cursor, raw mail and its outcome, quarantine, balance."""
