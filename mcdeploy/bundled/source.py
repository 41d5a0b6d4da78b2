"""Where the rows come from."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CsvSource:
    """A CSV file with a header row, and the name of the column that holds the class."""

    path: Path
    label: str
