"""A new model beside the release that is live, on the rows that the new one was tested on."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from mcdeploy import evaluation, live, signature
from mcdeploy import plan as planning
from mcdeploy.clouds import Connect, connect, opened
from mcdeploy.domain import (
    Began,
    Listener,
    Model,
    Observation,
    Release,
    quiet,
)
from mcdeploy.errors import ModelError, UsageError, reasons
from mcdeploy.evaluation.gates import Incomparable
from mcdeploy.evaluation.result import Comparison
from mcdeploy.live.answers import answers
from mcdeploy.live.believed import newest
from mcdeploy.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Current:
    """What gates are held against: `found` is the model beside the release that is live, or why
    the two cannot be compared, or, as a text, why there is nothing to compare with. `release` is
    its name: empty when none is live, None when nobody was asked."""

    found: Comparison | Incomparable | str
    release: str | None = None


def current(
    manifest: Manifest, model: Model, *, listener: Listener = quiet, connect: Connect = connect
) -> Current:
    """What the gates that say `not_worse_than: current` are held against.

    The bundled model that is live is asked about the test rows of this one; of a model of your own
    the predictions that lie in its release are read. When no gate asks nobody is asked.

    Raises `ResidencyError` before anybody is asked, `Unavailable` when no target answers, and
    `IntegrityError` when none has the right bytes.
    """
    ours = model.predictions
    if ours is None or not any(gate.not_worse_than for gate in manifest.criteria.gates):
        return Current("no gate asks for it")
    planning.refuse(manifest.name, manifest.targets, manifest.residency, manifest.machine)
    listener(Began("evaluation", "against the release that is live"))
    with (
        opened(manifest.name, manifest.targets, connect) as clouds,
        TemporaryDirectory(prefix="mcdeploy-") as folder,
    ):
        seen = live.readable(clouds, manifest.channel)
        if live.latest(seen) is None:
            return Current(_nothing(seen), "")
        lit, trust = live.lit(seen), signature.trust(manifest.signature)
        read = partial(live.document, clouds, order=lit, trust=trust)
        release = newest(manifest.name, seen, read).read
        there = clouds.only(lit)
        try:
            theirs = answers(manifest, model, there, release, Path(folder))
            found = evaluation.compare(
                "this model",
                ours,
                _told(release, model),
                theirs,
                manifest.criteria,
                listener=listener,
            )
        except (ModelError, UsageError) as error:
            return Current(Incomparable(error.what), release.id)
        return Current(found, release.id)


def _nothing(seen: Mapping[str, Observation]) -> Incomparable | str:
    """A target that does not answer may hold what is live: what nobody knows shuts a gate."""
    if not (dark := live.dark(seen)):
        return "nothing is live yet"
    return Incomparable(
        f"nothing is live on the targets that answer ({', '.join(live.lit(seen))}), and what is "
        f"live on the others is not known ({reasons(dark)})"
    )


def _told(release: Release, model: Model) -> str:
    """Its name, and what makes the comparison unfair to this model."""
    theirs, ours = release.lineage.get("test_sha256"), model.lineage.get("test_sha256")
    seen = "" if theirs == ours else " (tested on other rows, so it may have learnt from these)"
    return f"{live.told(release.id)}{seen}"
