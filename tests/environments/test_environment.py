"""Environments by the real uv: made once, exact, and what is said when they cannot be made."""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mcdeploy.domain import Event, Installing
from mcdeploy.environments import environment, installer, run
from mcdeploy.errors import EnvironmentMissing

OURS = f"=={sys.version_info.major}.{sys.version_info.minor}.*"
LISTS = """
import importlib.metadata, sys
def main(request):
    import small_package
    names = [found.metadata["Name"] for found in importlib.metadata.distributions()]
    return {"installed": names, "version": small_package.VERSION, "python": sys.version_info[:2]}
"""


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    path = tmp_path / "lists.py"
    path.write_text(LISTS, encoding="utf-8")
    return path


@pytest.mark.usefixtures("locks")
def test_it_holds_exactly_what_the_lock_files_pin(lists: Path) -> None:
    said = run(environment(("small",), OURS, told="a runtime"), lists, {})
    python = list(sys.version_info[:2])
    assert said == {"installed": ["small-package"], "version": 7, "python": python}


@pytest.mark.usefixtures("locks")
def test_it_is_made_once_and_only_then_told() -> None:
    heard: list[Event] = []
    first = environment(("small",), OURS, heard.append, told="a runtime")
    again = environment(("small",), OURS, heard.append, told="another name")
    assert first == again
    assert heard == [Installing("the runtime a runtime")]


@pytest.mark.usefixtures("locks")
def test_makers_at_once_make_one() -> None:
    heard: list[Event] = []

    def make(_: int) -> Path:
        return environment(("small",), OURS, heard.append, told="a runtime")

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(make, range(4)))) == 1
    assert len(heard) == 1


def test_other_pins_and_other_pythons_are_other_environments(locks: Path) -> None:
    first = environment(("small",), OURS, told="a runtime")
    assert environment(("small",), f"{OURS},>=3", told="a runtime") != first
    with (locks / "small.txt").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert environment(("small",), OURS, told="a runtime") != first


@pytest.mark.usefixtures("locks")
def test_one_whose_python_is_gone_is_made_anew(lists: Path) -> None:
    python = environment(("small",), OURS, told="a runtime")
    python.unlink()
    python.symlink_to("/no/such/python")
    assert environment(("small",), OURS, told="a runtime") == python
    assert run(python, lists, {})["version"] == 7


@pytest.mark.parametrize("lost", ["small_package-1.0.dist-info", "small_package*"])
@pytest.mark.usefixtures("locks")
def test_one_that_lost_a_package_is_made_anew(lists: Path, lost: str) -> None:
    python = environment(("small",), OURS, told="a runtime")
    for entry in list(python.parent.parent.glob(f"lib/python*/site-packages/{lost}")):
        entry.rename(entry.with_name(f"gone_{entry.name}"))
    assert environment(("small",), OURS, told="a runtime") == python
    assert run(python, lists, {})["installed"] == ["small-package"]


@pytest.mark.usefixtures("locks")
def test_one_that_has_another_version_is_made_anew() -> None:
    python = environment(("small",), OURS, told="a runtime")
    (told,) = python.parent.parent.glob("lib/python*/site-packages/*.dist-info")
    told.rename(told.with_name("small_package-2.0.dist-info"))
    environment(("small",), OURS, told="a runtime")
    assert told.exists()


def test_what_only_other_systems_get_does_not_have_to_be_there(locks: Path) -> None:
    with (locks / "small.txt").open("a", encoding="utf-8") as file:
        file.write(f"elsewhere==2.0 ; sys_platform == 'os/2' \\\n    --hash=sha256:{'0' * 64}\n")
    heard: list[Event] = []
    for _ in range(2):
        environment(("small",), OURS, heard.append, told="a runtime")
    assert len(heard) == 1


@pytest.mark.usefixtures("locks")
def test_a_python_that_is_not_there_is_told() -> None:
    with pytest.raises(EnvironmentMissing, match=r"there is no Python ==3\.4\.\*") as told:
        environment(("small",), "==3.4.*", told="a runtime")
    assert told.value.who == "a runtime"
    assert "pyenv" in told.value.remedy


@pytest.mark.parametrize(
    ("lock", "words"),
    [("wrong", "Hash mismatch"), ("missing", "missing-package"), ("bare", "hash")],
)
@pytest.mark.usefixtures("locks")
def test_a_package_that_does_not_come_is_told_and_nothing_is_kept(
    tmp_path: Path, lock: str, words: str
) -> None:
    with pytest.raises(EnvironmentMissing, match="its packages cannot be installed") as told:
        environment((lock,), OURS, told="a runtime")
    assert words in told.value.what
    assert list((tmp_path / "cache" / "environments").iterdir()) == []


@pytest.mark.usefixtures("locks")
def test_without_uv_the_remedy_is_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "uv", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EnvironmentMissing, match="made by uv, which is not there") as told:
        environment(("small",), OURS, told="a runtime")
    assert told.value.remedy == "pip install 'mcdeploy[native]'"


@pytest.mark.usefixtures("locks")
def test_uv_on_the_path_does_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lists: Path
) -> None:
    from uv import find_uv_bin

    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "uv").symlink_to(find_uv_bin())
    monkeypatch.setitem(sys.modules, "uv", None)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert run(environment(("small",), OURS, told="a runtime"), lists, {})["version"] == 7


@pytest.mark.usefixtures("locks")
def test_a_uv_that_does_not_end_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installer, "_PATIENCE", 0.001)
    with pytest.raises(EnvironmentMissing, match="did not end"):
        environment(("small",), OURS, told="a runtime")


@pytest.mark.usefixtures("locks")
def test_a_broken_environment_around_us_does_not_matter(
    monkeypatch: pytest.MonkeyPatch, lists: Path
) -> None:
    monkeypatch.setenv("VIRTUAL_ENV", "/no/such/environment")
    monkeypatch.setenv("PYTHONHOME", "/no/such/python")
    monkeypatch.setenv("UV_PYTHON", "3.4")
    assert run(environment(("small",), OURS, told="a runtime"), lists, {})["version"] == 7
    assert "PYTHONHOME" not in installer._environ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("UV_VENV_SEED", "1"),
        ("UV_CONSTRAINT", "/no/such/constraints.txt"),
        ("UV_OVERRIDE", "/no/such/overrides.txt"),
        ("UV_PROJECT", "/no/such/project"),
        ("UV_WORKING_DIRECTORY", "/no/such/folder"),
        ("UV_PYTHON_PLATFORM", "windows"),
        ("UV_EXCLUDE_NEWER", "2001-01-01"),
        ("UV_DRY_RUN", "1"),
    ],
)
@pytest.mark.usefixtures("locks")
def test_what_is_installed_is_not_for_the_settings_around_us_to_say(
    monkeypatch: pytest.MonkeyPatch, lists: Path, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    said = run(environment(("small",), OURS, told="a runtime"), lists, {})
    assert said["installed"] == ["small-package"]


@pytest.mark.parametrize(
    "name",
    ["UV_DEFAULT_INDEX", "UV_INDEX_OURS_PASSWORD", "UV_OFFLINE", "UV_NATIVE_TLS", "HTTPS_PROXY"],
)
def test_where_packages_come_from_is_for_them_to_say(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "told")
    assert installer._environ()[name] == "told"


@pytest.fixture
def pyenv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Makes folders as pyenv has them."""

    def make(*versions: str) -> Path:
        for version in versions:
            (tmp_path / "versions" / version / "bin").mkdir(parents=True)
        monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
        return tmp_path

    return make


def test_pythons_of_pyenv_are_looked_at_last_and_the_newest_first(
    pyenv: Callable[..., Path],
) -> None:
    root = pyenv("3.9.18", "3.10.13", "3.7.16")
    path = installer._environ()["PATH"].split(":")
    assert path[0] == f"{sys.base_exec_prefix}/bin"
    found = [f"{root}/versions/{version}/bin" for version in ("3.10.13", "3.9.18", "3.7.16")]
    assert path[-3:] == found
