"""The classes for which groups are compared."""

from collections.abc import Sequence
from difflib import get_close_matches

from mcdeploy.errors import ManifestError


def looked_at(classes: Sequence[str], positive: str | None) -> tuple[int, ...]:
    """Indices: of two classes the positive one, which is the last where none is named; of more,
    every one. ManifestError when the positive class is none of them."""
    if positive is not None and positive not in classes:
        near = get_close_matches(positive, classes, n=1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        raise ManifestError(
            "the evaluation",
            [f"the positive class {positive!r} is none of the classes"],
            remedy=f"{hint}the classes are {', '.join(classes[:20])}",
        )
    if len(classes) > 2:
        return tuple(range(len(classes)))
    return (len(classes) - 1 if positive is None else classes.index(positive),)
