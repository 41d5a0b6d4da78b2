"""Make the buckets that a deployment needs: what a person does once by hand in a real cloud."""

import contextlib
from concurrent.futures import ThreadPoolExecutor

from mcdeploy.domain import Target
from mcdeploy.errors import Unavailable
from mcdeploy.manifest import Manifest
from mcdeploy.store import registry


def create_buckets(manifest: Manifest) -> None:
    """Make the bucket of every target; those that are ours already stay as they are. Idempotent.
    A target that does not answer is passed over: whoever uses it next will say so.

    Raises `AccessDenied` where the name belongs to somebody else.
    """
    with ThreadPoolExecutor(max(len(manifest.targets), 1)) as pool:
        list(pool.map(_create, manifest.targets))


def _create(target: Target) -> None:
    with contextlib.suppress(Unavailable):
        registry.provider(target.provider).create(target)
