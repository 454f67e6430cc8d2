"""What every journey may ask for."""

from tests.journeys.fixtures import chrome, company, house, keys, visiting, windows

__all__ = ["chrome", "company", "house", "keys", "visiting", "windows"]
