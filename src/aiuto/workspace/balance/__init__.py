"""Whether every mail that was read is somewhere."""
