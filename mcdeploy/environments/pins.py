"""What lock files pin."""

import re
from collections.abc import Mapping, Sequence

from mcdeploy.environments.environment import LOCKS

PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)


def pins(locks: Sequence[str]) -> Mapping[str, str]:
    """The version of each package that the named lock files pin, by its normalized name."""
    return {
        name: version
        for lock in locks
        for name, version in PIN.findall((LOCKS / f"{lock}.txt").read_text(encoding="utf-8"))
    }
