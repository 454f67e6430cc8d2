"""Content-addressed files: the same bytes are stored once, under their SHA-256."""
