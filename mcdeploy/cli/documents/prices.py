"""`mcdeploy/prices/v1`: what became of the prices."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcdeploy.domain import Price
    from mcdeploy.operations.refresh_prices import PriceChange, Refreshed

SCHEMA = "mcdeploy/prices/v1"


def document(found: "Refreshed") -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "file": str(found.file),
        "taken": dict(found.taken),
        "kept": dict(found.kept),
        "changes": [_change(change) for change in found.changes],
    }


def _change(change: "PriceChange") -> dict[str, object]:
    provider, origin, there = change.key
    return {
        "kind": change.kind.value,
        "provider": provider,
        "origin": origin,
        "destination": there or None,
        "before": None if change.before is None else price(change.before),
        "after": price(change.after),
    }


def price(found: "Price") -> dict[str, object]:
    return {
        "dollars": found.dollars,
        "unit": found.unit,
        "source": found.source,
        "as_of": found.as_of or None,
    }
