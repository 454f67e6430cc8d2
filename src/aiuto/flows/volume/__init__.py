"""Invented requests in any number, for measuring: texts, rows and how they are written."""
