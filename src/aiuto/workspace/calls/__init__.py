"""The telephone: who calls, what is owed to them, what was said, and who is to be called back."""
