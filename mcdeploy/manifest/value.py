"""A manifest as the stages take it: frozen, checked, every path anchored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from mcdeploy.domain import (
    Criteria,
    CsvData,
    Machine,
    Objective,
    Parity,
    Policy,
    PredictionsFile,
    Residency,
    RoundTrip,
    RowsFile,
    Signing,
    Target,
    Traffic,
    Weights,
)

Strategy = Literal["softmax", "one-vs-rest", "auto"]


@dataclass(frozen=True, slots=True)
class BundledModel:
    """The bundled logistic regression, trained on a named data set or on a table."""

    data: str | CsvData
    strategy: Strategy
    seed: int


@dataclass(frozen=True, slots=True)
class OwnModel:
    """Weights that are there already, and what the model said of rows that it had not seen, where
    that was written down."""

    weights: Weights
    predictions: PredictionsFile | None = None


@dataclass(frozen=True, slots=True)
class ParityWish:
    """What every package must prove; `reason` is why it need not, `rows` are what a model of one's
    own is asked about."""

    mode: Parity = Parity.REQUIRED
    reason: str = ""
    rows: RowsFile | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """One deployment, as written in `source`, to whose `folder` relative paths were anchored.

    `required` is how many of the `targets` must end with the release: 1 to all of them. With `deep`
    each target's own replica is read back and asked before it is released. `objective` is what the
    way of the bytes is to have least of, and `machine` where they start. `round_trips` are those
    that were measured, by the ids of both regions.
    """

    name: str
    source: Path
    folder: Path
    model: BundledModel | OwnModel
    criteria: Criteria
    targets: tuple[Target, ...]
    required: int
    policy: Policy
    residency: Residency
    channel: str = "live"
    parity: ParityWish = ParityWish()
    deep: bool = False
    signature: Signing = field(default_factory=Signing)
    objective: Objective = field(default_factory=Objective)
    machine: Machine = field(default_factory=Machine)
    traffic: Traffic = field(default_factory=Traffic)
    round_trips: Mapping[frozenset[str], RoundTrip] = field(default_factory=dict)
