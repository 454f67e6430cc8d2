"""What could not leave, and work that gave up."""
