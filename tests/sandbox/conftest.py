"""What the sandbox's own tests need: that its three emulators can be had."""

import pytest

from mcdeploy.sandbox.sandbox import EMULATORS
from mcdeploy.testing.emulators import require


@pytest.fixture(scope="session")
def emulators() -> None:
    for one in EMULATORS:
        require(one)
