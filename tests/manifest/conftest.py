"""What the tests of manifests share: a good one, and a way to write and load another."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from mcdeploy.errors import ManifestError
from mcdeploy.manifest import Manifest, load

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

GOOD = """\
apiVersion: mcdeploy/v1
kind: Deployment
name: digits
model: {bundled: logistic-regression, data: digits}
targets:
  - {name: rack, provider: local, path: rack}
"""

Load = Callable[..., tuple[Manifest, ...]]
Problems = Callable[..., list[str]]


@pytest.fixture(scope="session")
def good() -> str:
    return GOOD


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what `loaded` and `problems` load."""
    return tmp_path_factory.mktemp("manifest")


@pytest.fixture(scope="session")
def loaded(folder: Path) -> Load:
    """Load a text (or bytes) as a file."""

    def load_text(text: str | bytes, environ: Mapping[str, str] | None = None) -> object:
        file = folder / "m.yaml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load(file, environ or {})

    return load_text  # type: ignore[return-value]


@pytest.fixture(scope="session")
def problems(folder: Path, loaded: Load) -> Problems:
    """The mistakes in a text, without the path of the file before them."""

    def problems_of(text: str | bytes, environ: Mapping[str, str] | None = None) -> list[str]:
        with pytest.raises(ManifestError) as caught:
            loaded(text, environ)
        return [line.removeprefix(f"{folder}/m.yaml:") for line in caught.value.problems]

    return problems_of
