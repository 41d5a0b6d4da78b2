"""The prices that `mcdeploy prices refresh` took from the providers, in a file of the user's.

The file is `$MCDEPLOY_PRICES`, else `mcdeploy/prices.csv` in the XDG data folder. It is CSV with a
header, and nobody has to keep it: without it the prices count that this version came with.
"""

import csv
import io
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from pathlib import Path
from types import MappingProxyType

from mcdeploy.domain import Price, PriceKey, PriceKind
from mcdeploy.errors import UsageError

VARIABLE = "MCDEPLOY_PRICES"
COLUMNS = ("kind", "provider", "origin", "destination", "dollars", "unit", "source", "as_of")

Prices = Mapping[PriceKind, Mapping[PriceKey, Price]]


@dataclass(frozen=True, slots=True)
class Stamp:
    """By what a file is known to be the same as before."""

    path: Path
    modified_ns: int
    size: int


def path() -> Path:
    """Where the file is, by the XDG base directory specification, which ignores relative paths."""
    if told := os.environ.get(VARIABLE):
        return Path(told).absolute()
    base = Path(os.environ.get("XDG_DATA_HOME") or "")
    home = base if base.is_absolute() else Path.home() / ".local" / "share"
    return home / "mcdeploy" / "prices.csv"


def stamp(file: Path) -> Stamp | None:
    """None where there is no such file. UsageError: it cannot be read."""
    try:
        status = file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise _unreadable(file, error.strerror) from error
    return Stamp(file, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def prices(stamp: Stamp) -> Prices:
    """All prices in the file, by each kind. UsageError: it cannot be read, or is no such file."""
    found: dict[PriceKind, dict[PriceKey, Price]] = {kind: {} for kind in PriceKind}
    lines = None
    try:
        with stamp.path.open(encoding="utf-8", newline="") as file:
            for row in (lines := csv.DictReader(file)):
                key = row["provider"], row["origin"], row["destination"]
                found[PriceKind(row["kind"])][key] = _price(row)
    except OSError as error:
        raise _unreadable(stamp.path, error.strerror) from error
    except (KeyError, TypeError, ValueError, csv.Error) as error:
        at = lines.line_num if lines else 1
        raise _unreadable(stamp.path, f"line {at} is no price") from error
    return {kind: MappingProxyType(some) for kind, some in found.items()}


def write(file: Path, known: Prices) -> None:
    """Put the prices in place of the file, whole or not at all. UsageError: it cannot be
    written."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(COLUMNS)
    for kind, key, price in sorted(_flat(known), key=lambda one: one[:2]):
        lines.writerow((kind, *key, repr(price.dollars), price.unit, price.source, price.as_of))
    try:
        _replace(file, text.getvalue())
    except OSError as error:
        raise UsageError(
            str(file),
            f"cannot be written: {error.strerror}",
            remedy=f"let {VARIABLE} name a file that can",
        ) from error


def _flat(known: Prices) -> Iterable[tuple[PriceKind, PriceKey, Price]]:
    return ((kind, key, price) for kind, some in known.items() for key, price in some.items())


def _replace(file: Path, text: str) -> None:
    from tempfile import NamedTemporaryFile  # needed by one command only

    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=file.parent, encoding="utf-8", delete=False) as fresh:
        try:
            fresh.write(text)
            fresh.flush()
            os.fsync(fresh.fileno())
            Path(fresh.name).replace(file)
        except BaseException:
            with suppress(OSError):
                Path(fresh.name).unlink()
            raise


def _price(row: Mapping[str, str]) -> Price:
    dollars = float(row["dollars"])
    if not isfinite(dollars) or dollars < 0 or not row["source"] or not row["as_of"]:
        raise ValueError
    return Price(dollars, row["unit"], row["source"], row["as_of"])


def _unreadable(file: Path, why: str | None) -> UsageError:
    return UsageError(
        str(file),
        f"the refreshed prices cannot be read: {why}",
        remedy="delete the file, and run `mcdeploy prices refresh` if you want them again",
    )
