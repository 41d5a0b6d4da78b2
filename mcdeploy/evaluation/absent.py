"""A name that is not known, in a sentence."""

from collections.abc import Sequence

from mcdeploy.catalog.nearest import nearest

SHOWN = 20


def absent(kind: str, name: str, names: Sequence[str]) -> str:
    """There is none of that name; the nearest that there is, or which there are."""
    near = nearest(name, names, 1)
    more = ", …" if len(names) > SHOWN else ""
    known = f"did you mean {near[0]!r}?" if near else f"there is {', '.join(names[:SHOWN])}{more}"
    return f"there is no {kind} {name!r}; {known}"
