"""Aiuto: a help desk that makes good customer care the ordinary way of working."""
