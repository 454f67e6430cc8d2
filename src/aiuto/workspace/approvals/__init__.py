"""What waits for a second person, with all the facts on one screen."""
