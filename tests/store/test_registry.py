"""Providers by entry point: real distributions, in a folder of this test's own."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mcdeploy.errors import UsageError
from mcdeploy.store import registry


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the path with a distribution that offers three providers."""
    info = tmp_path / "skies-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: skies\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[mcdeploy.providers]\ncirrus = skies_cirrus:provider\nbroken = skies_broken:provider\n"
        "hollow = skies_cirrus:nothing\n"
    )
    (tmp_path / "skies_cirrus.py").write_text("provider = object()\n")
    (tmp_path / "skies_broken.py").write_text("import skies_absent\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    registry._installed.cache_clear()
    yield tmp_path
    registry._installed.cache_clear()
    for name in ("skies_cirrus", "skies_broken"):
        sys.modules.pop(name, None)


@pytest.mark.usefixtures("site")
def test_names_are_sorted_and_import_nothing() -> None:
    names = registry.names()
    assert list(names) == sorted(names)
    assert {"broken", "cirrus", "hollow"} <= set(names)
    assert not {"skies_cirrus", "skies_broken"} & set(sys.modules)


@pytest.mark.usefixtures("site")
def test_only_the_provider_asked_for_is_imported() -> None:
    found = registry.provider("cirrus")
    assert found is sys.modules["skies_cirrus"].provider
    assert "skies_broken" not in sys.modules


@pytest.mark.usefixtures("site")
def test_a_provider_that_is_not_there() -> None:
    with pytest.raises(UsageError) as caught:
        registry.provider("cirus")
    assert "did you mean cirrus" in caught.value.what
    assert "install the package" in caught.value.remedy


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(("name", "reason"), [("broken", "skies_absent"), ("hollow", "nothing")])
def test_a_provider_that_cannot_be_imported(name: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        registry.provider(name)
