"""Askers: customers, their contact points and orders."""
