"""Two releases of a deployment, compared by the evaluations that travel with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from mcdeploy import evaluation, live, signature
from mcdeploy import release as releasing
from mcdeploy.clouds import Clouds, Connect, connect, opened
from mcdeploy.domain import (
    Began,
    Listener,
    Observation,
    Release,
    Trust,
    quiet,
)
from mcdeploy.errors import ModelError, UsageError
from mcdeploy.evaluation.report.difference import Difference, difference, same_rows
from mcdeploy.evaluation.report.reading import Reported
from mcdeploy.evaluation.result import Comparison
from mcdeploy.live import evidence
from mcdeploy.live.believed import settled
from mcdeploy.manifest import Manifest
from mcdeploy.operations.fetch import order

LIVE = "live"
"""What the live release may be called instead of by its name."""


@dataclass(frozen=True, slots=True)
class ReportDiff:
    """What changed from the release `before` to the release `after`; `waivers` are the reasons for
    which the gates of each were allowed to fail, or empty; `dark` maps each target that could not
    be read to the reason."""

    deployment: str
    before: str
    after: str
    difference: Difference
    waivers: tuple[str, str]
    dark: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Evaluated:
    """A release and its report; what else is read of it comes into `folder`."""

    release: Release
    report: Reported
    folder: Path

    @property
    def name(self) -> str:
        return live.told(self.release.id)


def report_diff(
    manifest: Manifest,
    before: str,
    after: str,
    *,
    listener: Listener = quiet,
    connect: Connect = connect,
) -> ReportDiff:
    """Compare the evaluations of two releases of the channel, each named by a unique beginning of
    its name, or `live`. Writes nothing; what is read is verified by its digest.

    Raises `UsageError` when there is no such release, or it has no report that can be compared,
    and what `fetch` raises.
    """
    with (
        opened(manifest.name, manifest.targets, connect) as clouds,
        TemporaryDirectory(prefix="mcdeploy-") as folder,
    ):
        seen = live.readable(clouds, manifest.channel)
        there = clouds.only(order(manifest, None, seen))
        trust = signature.trust(manifest.signature)
        names = [_named(manifest, there, one, seen, trust) for one in (before, after)]
        listener(Began("report", " and ".join(map(live.told, names))))
        old, new = (_evaluated(there, name, trust, Path(folder) / name) for name in names)
        found = difference(old.report, new.report, _compared(there, old, new, listener))
        waivers = (old.release.waiver, new.release.waiver)
        return ReportDiff(manifest.name, names[0], names[1], found, waivers, live.dark(seen))


def _named(
    manifest: Manifest, there: Clouds, asked: str, seen: Mapping[str, Observation], trust: Trust
) -> str:
    if asked == LIVE:
        read = {*there.stores, *live.dark(seen)}
        asked_of = {name: one for name, one in seen.items() if name in read}
        return settled(there, manifest.name, asked_of, trust).release
    moves, _ = releasing.history(there.stores, there.keys, manifest.channel)
    return releasing.named(moves, asked, asked)


def _evaluated(there: Clouds, name: str, trust: Trust, folder: Path) -> _Evaluated:
    release = live.document(there, name, there.stores, trust)
    live.made_for(release, there.stores)
    report = evidence.report(there, release, folder)
    if report is None:
        raise UsageError(
            live.told(name),
            "carries no evaluation report",
            remedy="give a model of your own `evaluation.predictions`, and apply it again",
        )
    return _Evaluated(release, report, folder)


def _compared(
    there: Clouds, old: _Evaluated, new: _Evaluated, listener: Listener
) -> Comparison | str:
    """The new one beside the old one on the same rows; or why that cannot be."""
    if not same_rows(old.report, new.report):
        return "the two were evaluated on different rows"
    try:
        theirs, ours = (
            evidence.predictions(there, one.release, one.report, one.folder) for one in (old, new)
        )
        if theirs is None or ours is None:
            return "the predictions of both are not at hand"
        listener(Began("evaluation", "on the rows that both answered"))
        criteria = new.report.criteria
        return evaluation.compare(new.name, ours, old.name, theirs, criteria, listener=listener)
    except ModelError as error:
        return error.what
