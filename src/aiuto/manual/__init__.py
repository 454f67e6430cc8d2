"""How we work, written down: the replies that are kept to be used again."""
