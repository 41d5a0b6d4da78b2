"""What lock files pin."""

from collections.abc import Mapping, Sequence

from mcdeploy.environments.environment import LOCKS
from mcdeploy.environments.lock_file import pinned


def pins(locks: Sequence[str]) -> Mapping[str, str]:
    """The version of each package that the named lock files pin, by its normalized name."""
    return {
        name: version for lock in locks for name, version in pinned(LOCKS / f"{lock}.txt").items()
    }
