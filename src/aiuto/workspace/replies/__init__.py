"""Saved replies: the page of one's own, one's teams' and everybody's."""
