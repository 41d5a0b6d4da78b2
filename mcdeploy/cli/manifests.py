"""The deployments that the command line names."""

import os
from pathlib import Path

from mcdeploy import deployment
from mcdeploy.deployment import Deployment

PLUGINS = "PYDANTIC_DISABLE_PLUGINS"
"""Manifests need none of pydantic's plugins; looking for them takes longer than checking one."""


def load(path: Path) -> tuple[Deployment, ...]:
    """Raises `ManifestError`."""
    os.environ.setdefault(PLUGINS, "__all__")
    return deployment.load(path)
