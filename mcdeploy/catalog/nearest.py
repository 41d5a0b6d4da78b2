"""What a person most likely meant by a name that is not known."""

from collections.abc import Iterable


def nearest(text: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Up to `count` of the known names, the most similar first; none when nothing is similar."""
    from difflib import get_close_matches  # needed by mistakes only

    return get_close_matches(text, sorted(known), n=count, cutoff=0.6)
