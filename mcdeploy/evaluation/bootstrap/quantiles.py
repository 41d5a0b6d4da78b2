"""How far from the middle the ends of an interval are, in standard errors."""

import math
from statistics import NormalDist


def student(confidence: float, degrees: float) -> float:
    """The quantile of Student's t at (1 + confidence) / 2: exact with 1 and 2 degrees of freedom,
    else by the expansion in the quantile of the normal distribution (Abramowitz and Stegun,
    Handbook of Mathematical Functions, 26.7.5), which up to a confidence of 0.999 is at most 5 %
    too small with 3 degrees, and right to three digits from 9 on."""
    if degrees == 1:
        return math.tan(math.pi * confidence / 2)
    if degrees == 2:
        return confidence * math.sqrt(2 / (1 - confidence**2))
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / math.pow(degrees, power) for power, term in enumerate(terms, start=1))


def reach(confidence: float, rows: float) -> float:
    """Standard errors of the bootstrap on either side, for a number that rests on so many rows:
    the quantile of Student's t, and the factor by which the bootstrap's spread of a mean is too
    small (Hesterberg, What teachers should know about the bootstrap, 2015)."""
    return student(confidence, rows - 1) * math.sqrt(rows / (rows - 1))


def unseen(confidence: float, rows: float) -> float:
    """The largest share of mistakes with which so many rows without one still come with
    probability (1 - confidence) / 2: the bound of Clopper and Pearson (The use of confidence or
    fiducial limits illustrated in the case of the binomial, 1934) where no mistake was seen; of
    no rows at all it may be any."""
    if not rows:
        return 1.0
    return 1 - math.pow((1 - confidence) / 2, 1 / rows)
