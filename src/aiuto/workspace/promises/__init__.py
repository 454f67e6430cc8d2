"""Promises where people meet them: beside a request, in the composer, on a page of their own."""
