"""Markdown in which text from elsewhere stays text (CommonMark 0.31, and GitHub's tables)."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

SPECIAL = re.compile(r"([\\`*_\[\]<>|~&#$])")
UNSEEN = ("Cc", "Cs")
EMPTY = "(empty)"


def plain(text: str) -> str:
    """On one line, without control characters."""
    words = " ".join(text.split())
    kept = "".join("\N{REPLACEMENT CHARACTER}" if _unseen(c) else c for c in words)
    return kept or EMPTY


def escaped(text: str) -> str:
    """Text as it is read, wherever in a line or in a table it stands but at the beginning."""
    return SPECIAL.sub(r"\\\1", plain(text))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, words: int = 1) -> str:
    """The first `words` columns hold words, the others numbers. Cells are Markdown."""
    marks = ["---" if column < words else "---:" for column in range(len(heads))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, marks, *rows))


def section(title: str, *paragraphs: str) -> str:
    """Empty paragraphs fall away; without any the section does."""
    given = [one for one in paragraphs if one]
    return "\n\n".join([f"## {title}", *given]) if given else ""


def _unseen(character: str) -> bool:
    return unicodedata.category(character) in UNSEEN
