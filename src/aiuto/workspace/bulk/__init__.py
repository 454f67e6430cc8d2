"""Many requests at once: choosing, changing, taking back."""
