"""A key for every test, named in the environment, where the programs that tests start find it
too."""

import os
from collections.abc import Iterator

import pytest

from mcdeploy.signature import keys


@pytest.fixture(scope="session", autouse=True)
def signing_key(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    private, _ = keys.new(tmp_path_factory.mktemp("keys"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, keys.VARIABLE, str(private))
        yield
