"""Rows of the test part that the model may have learned by heart."""

from collections.abc import Iterator

from mcdeploy.bundled.dataset import Dataset
from mcdeploy.bundled.split import Split


def leakage(parts: Split) -> dict[str, object]:
    """How many test rows stand, value for value, also in the training or the validation part, and
    how many of them stand there with another class."""
    found = list(zip(_elsewhere(parts), parts.test.labels.tolist(), strict=True))
    duplicates = sum(bool(classes) for classes, _ in found)
    conflicting = sum(bool(classes - {own}) for classes, own in found)
    return {
        "duplicates": duplicates,
        "conflicting": conflicting,
        "why": _sentence(duplicates, conflicting, len(found)),
    }


def _elsewhere(parts: Split) -> list[set[int]]:
    """For each test row the classes that it has in the other parts."""
    keys = list(_keys(parts.test))
    classes: dict[bytes, set[int]] = {key: set() for key in keys}
    for key, label in zip(_keys(parts.development), parts.development.labels.tolist(), strict=True):
        if key in classes:
            classes[key].add(label)
    return [classes[key] for key in keys]


def _keys(data: Dataset) -> Iterator[bytes]:
    return (row.tobytes() for row in data.rows + 0.0)  # -0.0 becomes 0.0


def _sentence(duplicates: int, conflicting: int, rows: int) -> str:
    if not duplicates:
        return f"None of the {rows} test rows stands also among the rows that made the model."
    return (
        f"{duplicates} of the {rows} test rows have the very values of rows that made the model: "
        f"{duplicates - conflicting} with the same class, which may flatter the model, and "
        f"{conflicting} with another class, which no model can tell apart."
    )
