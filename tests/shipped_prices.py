"""Every test knows the prices that mcdeploy came with, and none that somebody refreshed here."""

import os
from collections.abc import Iterator

import pytest

from mcdeploy.catalog import refreshed


@pytest.fixture(scope="session", autouse=True)
def shipped_prices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        none = tmp_path_factory.mktemp("prices") / "none.csv"
        patch.setitem(os.environ, refreshed.VARIABLE, str(none))
        yield
