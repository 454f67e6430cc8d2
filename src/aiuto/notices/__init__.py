"""What a colleague is told, and how."""
