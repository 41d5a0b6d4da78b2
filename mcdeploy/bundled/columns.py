"""Which column of a table is the class, which are features and which are groups."""

from collections.abc import Mapping
from dataclasses import dataclass

from mcdeploy.domain import CsvData
from mcdeploy.errors import ModelError
from mcdeploy.tabular import Table, place


@dataclass(frozen=True, slots=True)
class Columns:
    """Places in the table's header; `groups` by the name of the column."""

    label: int
    features: tuple[int, ...]
    groups: Mapping[str, int]


def find(table: Table, source: CsvData) -> Columns:
    """Every column that is neither the label nor a group is a feature. ModelError when a named
    column is not there, is named as both, or when no feature is left."""
    label = place(table.path, table.header, source.label)
    groups = {name: place(table.path, table.header, name) for name in source.groups}
    if label in groups.values():
        raise ModelError(
            str(table.path),
            f"column {source.label!r} is both the label and a column of groups",
            remedy="name another column of groups: a class cannot be judged by itself",
        )
    taken = {label, *groups.values()}
    features = tuple(each for each in range(len(table.header)) if each not in taken)
    if not features:
        besides = "the label and the groups" if groups else "the label"
        raise ModelError(
            str(table.path), f"there is no column but {besides}", remedy="add the features"
        )
    return Columns(label, features, groups)
