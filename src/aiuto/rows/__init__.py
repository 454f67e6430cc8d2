"""Statements that every mail needs, written once: Django's ORM without making the same SQL again and again."""
