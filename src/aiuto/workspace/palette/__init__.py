"""Going anywhere, doing anything and finding anything from the keyboard."""
