"""The coach beside the composer."""
