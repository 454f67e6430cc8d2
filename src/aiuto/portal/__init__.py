"""Customers' pages: signed links that show a question and act only on POST."""
