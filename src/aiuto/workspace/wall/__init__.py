"""The wall: who waits on a live channel now."""
