"""The folders follow the XDG base directory specification."""

from pathlib import Path

import pytest

from mcdeploy.sandbox import default_folder
from mcdeploy.sandbox.folders import cache_folder


@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({"HOME": "/u"}, "/u/.local/state/mcdeploy/sandbox"),
        ({"HOME": "/u", "XDG_STATE_HOME": "/s"}, "/s/mcdeploy/sandbox"),
        ({"HOME": "/u", "XDG_STATE_HOME": "relative"}, "/u/.local/state/mcdeploy/sandbox"),
        ({"HOME": "/u", "XDG_STATE_HOME": "/s", "MCDEPLOY_HOME": "/m"}, "/m/sandbox"),
    ],
)
def test_default_folder(environ: dict[str, str], folder: str) -> None:
    assert default_folder(environ) == Path(folder)


def test_cache_folder() -> None:
    assert cache_folder({"HOME": "/u"}) == Path("/u/.cache/mcdeploy")
    assert cache_folder({"HOME": "/u", "XDG_CACHE_HOME": "/c"}) == Path("/c/mcdeploy")
