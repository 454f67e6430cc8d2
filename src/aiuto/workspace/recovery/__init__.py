"""Recoveries where people meet them: on top of a request, proposed beside it, on a board of their own."""
