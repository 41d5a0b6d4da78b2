"""What may be there only once: a target's name, a target's place, a deployment's name."""

from collections.abc import Iterable

from mcdeploy.manifest.plain import Text
from mcdeploy.manifest.problem import Field

Claim = tuple[object, Text, Field]
"""What is claimed, and by which field of which document."""


def distinct(claims: Iterable[Claim], what: str) -> None:
    """Note each claim of something that an earlier one has: `WHAT FILE:LINE`."""
    first: dict[object, tuple[Text, Field]] = {}
    for thing, text, at in claims:
        if thing in first:
            text.wrong(at, f"{what} {_place(*first[thing], seen_from=text)}")
        else:
            first[thing] = (text, at)


def _place(text: Text, at: Field, *, seen_from: Text) -> str:
    line = text.spots[at].value.line
    return f"on line {line}" if text.file == seen_from.file else f"in {text.file}:{line}"
