"""What every journey may ask for."""

from tests.journeys.fixtures import chrome, house, keys, visiting

__all__ = ["chrome", "house", "keys", "visiting"]
