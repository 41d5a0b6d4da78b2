"""The public API: a deployment, and what can be done with it. Nothing here prints.

Each method imports what it needs when it is called, so that a caller pays for nothing else.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mcdeploy.domain import Bundle, Listener, Outcome, Plan, PredictionsFile, Route, quiet

if TYPE_CHECKING:
    from mcdeploy.clouds import Connect
    from mcdeploy.manifest import Manifest
    from mcdeploy.operations.cost import Bill
    from mcdeploy.operations.destroy import Approve, Destroyed
    from mcdeploy.operations.evaluated import Evaluated
    from mcdeploy.operations.fetch import Fetched
    from mcdeploy.operations.history import History
    from mcdeploy.operations.package import Packaged
    from mcdeploy.operations.refresh_prices import Refreshed
    from mcdeploy.operations.report_diff import ReportDiff
    from mcdeploy.operations.status import Status


Pathname = str | os.PathLike[str]
"""A path as `open` takes it."""


def load(path: Pathname, environ: Mapping[str, str] = os.environ) -> tuple["Deployment", ...]:
    """The deployments of a manifest file (of one or more documents), or of a folder of such files.

    `environ` gives the values of `${VARIABLES}`. Raises `ManifestError`, which names every mistake
    with its file, line and column.
    """
    from mcdeploy.manifest import load as load_manifests

    return tuple(Deployment(manifest) for manifest in load_manifests(Path(path), environ))


def schema() -> dict[str, object]:
    """The JSON Schema of a manifest, the keys of every installed provider among it."""
    from mcdeploy.manifest import schema as manifest_schema

    return manifest_schema()


def report_schema() -> dict[str, object]:
    """The JSON Schema of `report.json`, which every evaluation writes."""
    from mcdeploy.evaluation.report import document

    return document.schema()


def refresh_prices(*clouds: str) -> "Refreshed":
    """See `mcdeploy.operations.refresh_prices`; without names all clouds are asked."""
    from mcdeploy.operations import refresh_prices as operation

    return operation.refresh_prices(clouds) if clouds else operation.refresh_prices()


def evaluate(
    predictions: Pathname,
    folder: Pathname,
    *,
    label: str = "label",
    positive: str | None = None,
    groups: tuple[str, ...] = (),
    ignored: tuple[str, ...] = (),
    listener: Listener = quiet,
) -> "Evaluated":
    """See `mcdeploy.operations.evaluate_predictions`; `label`, `groups` and `ignored` are columns
    of the file, `positive` is a class."""
    from mcdeploy.operations.evaluate_predictions import evaluate_predictions

    file = PredictionsFile(Path(predictions), label, positive, groups, ignored)
    return evaluate_predictions(file, Path(folder), listener=listener)


@dataclass(frozen=True, slots=True)
class Deployment:
    """One deployment, as its manifest declares it.

    `listener` is told of what happens meanwhile, perhaps from several threads; `connect` opens a
    target's store (None: by the target's provider).
    """

    manifest: "Manifest"
    listener: Listener = quiet
    connect: "Connect | None" = None

    def listening(self, listener: Listener) -> "Deployment":
        """The same deployment, telling this listener."""
        return replace(self, listener=listener)

    def create_buckets(self) -> None:
        """See `mcdeploy.operations.create`."""
        from mcdeploy.operations.create import create_buckets

        create_buckets(self.manifest)

    def build(self, waiver: str = "") -> Bundle:
        """See `mcdeploy.deploy.build`."""
        from mcdeploy import deploy

        return deploy.build(
            self.manifest, waiver=waiver, listener=self.listener, connect=self._connect
        )

    def package(self, folder: Pathname, waiver: str = "") -> "Packaged":
        """See `mcdeploy.operations.package`."""
        from mcdeploy.operations.package import package

        return package(self.manifest, Path(folder), waiver=waiver, listener=self.listener)

    def plan(self, waiver: str = "", *, verify: bool = False) -> Plan:
        """See `mcdeploy.deploy.plan`."""
        from mcdeploy import deploy

        return deploy.plan(
            self.manifest,
            waiver=waiver,
            verify=verify,
            listener=self.listener,
            connect=self._connect,
        )

    def apply(
        self, saved: bytes | None = None, waiver: str = "", *, verify: bool = False
    ) -> Outcome:
        """See `mcdeploy.deploy.apply`."""
        from mcdeploy import deploy

        return deploy.apply(
            self.manifest,
            saved=saved,
            waiver=waiver,
            verify=verify,
            listener=self.listener,
            connect=self._connect,
        )

    def evaluate(self, folder: Pathname, waiver: str = "") -> "Evaluated":
        """See `mcdeploy.operations.evaluate`."""
        from mcdeploy.operations.evaluate import evaluate

        return evaluate(
            self.manifest,
            Path(folder),
            waiver=waiver,
            listener=self.listener,
            connect=self._connect,
        )

    def status(self) -> "Status":
        """See `mcdeploy.operations.status`."""
        from mcdeploy.operations.status import status

        return status(self.manifest, connect=self._connect)

    def history(self) -> "History":
        """See `mcdeploy.operations.history`."""
        from mcdeploy.operations.history import history

        return history(self.manifest, connect=self._connect)

    def rollback(self, to: str | None = None) -> Outcome:
        """See `mcdeploy.operations.rollback`."""
        from mcdeploy.operations.rollback import rollback

        return rollback(self.manifest, to, listener=self.listener, connect=self._connect)

    def destroy(self, approve: "Approve") -> "Destroyed":
        """See `mcdeploy.operations.destroy`."""
        from mcdeploy.operations.destroy import destroy

        return destroy(self.manifest, approve, listener=self.listener, connect=self._connect)

    def cost(self) -> "Bill":
        """See `mcdeploy.operations.cost`."""
        from mcdeploy.operations.cost import cost

        return cost(self.manifest, connect=self._connect)

    def route(self, origin: str | None = None, *, check: bool = False) -> Route:
        """See `mcdeploy.operations.route`; with `check` every target is asked first."""
        if check:
            from mcdeploy.operations.checked_route import checked_route

            return checked_route(self.manifest, origin, connect=self._connect)
        from mcdeploy.operations.route import route  # asks nobody, so it waits for no store

        return route(self.manifest, origin)

    def fetch(self, folder: Pathname, origin: str | None = None) -> "Fetched":
        """See `mcdeploy.operations.fetch`."""
        from mcdeploy.operations.fetch import fetch

        return fetch(
            self.manifest, Path(folder), origin, listener=self.listener, connect=self._connect
        )

    def report(self, folder: Pathname) -> "Fetched":
        """See `mcdeploy.operations.report`."""
        from mcdeploy.operations.report import report

        return report(self.manifest, Path(folder), connect=self._connect)

    def report_diff(self, before: str, after: str) -> "ReportDiff":
        """See `mcdeploy.operations.report_diff`."""
        from mcdeploy.operations.report_diff import report_diff

        return report_diff(
            self.manifest, before, after, listener=self.listener, connect=self._connect
        )

    @property
    def _connect(self) -> "Connect":
        from mcdeploy.clouds import connect

        return self.connect or partial(connect, listener=self.listener)
