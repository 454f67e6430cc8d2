"""Mail that was held back, and requests that are spam."""
