"""The template tags of the room `ui`."""
