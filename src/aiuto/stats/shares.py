"""How sure a share is."""

from math import sqrt

Z = 1.959963984540054
"""The normal deviate that leaves 2.5 % on either side."""


def wilson(number: int, of: int) -> tuple[float, float]:
    """Between which shares (0 to 1) the truth lies 95 times of 100, where `number` of `of` were counted.

    The score interval of E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
    Journal of the American Statistical Association 22 (1927). Raises ValueError unless 0 ≤ number ≤ of, of > 0.
    """
    if not 0 <= number <= of or of < 1:
        raise ValueError(f"{number} of {of} is no share")
    share, weight = number / of, Z * Z / of
    middle = (share + weight / 2) / (1 + weight)
    half = Z * sqrt(share * (1 - share) / of + weight / (4 * of)) / (1 + weight)
    return max(0.0, middle - half), min(1.0, middle + half)
