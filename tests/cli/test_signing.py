"""Keys, and folders held against their signatures, from the command line."""

import shutil
from pathlib import Path

import pytest
from model_signing import verifying

from mcdeploy.cli.sandbox_key import signing
from mcdeploy.sandbox import Sandbox
from mcdeploy.signature import keys
from tests.cli.conftest import Run


@pytest.fixture
def no_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Nobody has a key here; where one would be looked for."""
    monkeypatch.delenv(keys.VARIABLE)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "mcdeploy"


@pytest.fixture
def fetched(run: Run, home: Path) -> Path:
    assert run("apply").code == 0
    assert run("fetch", "-o", "here").code == 0
    return home / "here"


def test_without_a_key_the_remedy_is_one_command(run: Run, no_key: Path) -> None:
    planned = run("plan")
    assert (planned.code, "mcdeploy keys new" in planned.err) == (0, True)
    refused = run("apply", "--json")
    assert refused.code == 1
    assert "`mcdeploy keys new`" in str(refused.only["remedy"])
    made = run("keys", "new", "--json")
    assert made.only["key"] == str(no_key / "mcdeploy.key")
    assert run("apply").code == 0
    assert "keys new" not in run("plan").err


def test_a_key_is_never_written_over(run: Run, no_key: Path) -> None:
    first = run("keys", "new")
    assert "every command finds it there" in first.err
    before = (no_key / "mcdeploy.key").read_bytes()
    assert run("keys", "new").code == 1
    assert (no_key / "mcdeploy.key").read_bytes() == before
    other = run("keys", "new", "-o", "other")
    assert "MCDEPLOY_KEY" in other.err


def test_a_fetched_folder_is_verified(run: Run, fetched: Path) -> None:
    ran = run("verify", str(fetched), "--json")
    assert ran.code == 0
    assert ran.only["files"] == ["model/config.json", "model/weights.bin", "release.json"]
    assert len(str(ran.only["signed_by"])) == 64


def test_the_official_package_verifies_a_fetched_folder(fetched: Path) -> None:
    private = keys.own()
    assert private is not None
    config = verifying.Config()  # type: ignore[no-untyped-call]
    config.use_elliptic_key_verifier(public_key=private.with_name(keys.PUBLIC))
    config.verify(fetched, fetched / "release.sig.json")
    (fetched / "model/extra").write_bytes(b"")
    with pytest.raises(ValueError, match="extra"):
        config.verify(fetched, fetched / "release.sig.json")


@pytest.mark.parametrize(
    "tamper",
    [
        lambda folder: (folder / "model/weights.bin").write_bytes(b"other"),
        lambda folder: (folder / "release.json").write_bytes(b"{}"),
        lambda folder: (folder / "model/config.json").unlink(),
        lambda folder: (folder / "model/more").write_bytes(b""),
        lambda folder: (folder / ".gitignore").write_bytes(b""),
        lambda folder: (folder / "release.sig.json").unlink(),
        lambda folder: (folder / "release.sig.json").write_bytes(b"{}"),
        lambda folder: (folder / "link").symlink_to("/"),
    ],
    ids=["changed", "document", "missing", "extra", "git", "unsigned", "broken", "link"],
)
def test_what_was_tampered_with_ends_with_5(run: Run, fetched: Path, tamper: object) -> None:
    assert callable(tamper)
    tamper(fetched)
    assert run("verify", str(fetched)).code == 5


def test_the_keys_that_are_named_are_all_that_is_trusted(run: Run, fetched: Path) -> None:
    own = keys.own()
    assert own is not None
    run("keys", "new", "-o", "other")
    assert run("verify", str(fetched), "--key", "other/mcdeploy.pub").code == 5
    both = ("--key", "other/mcdeploy.pub", "--key", str(own.with_name(keys.PUBLIC)))
    assert run("verify", str(fetched), *both).code == 0
    stranger = ("--identity", "a@b.example", "https://issuer.example")
    assert run("verify", str(fetched), *stranger).code == 5
    assert run("verify", str(fetched), "--key", "none").code == 1


def test_a_folder_that_is_none_is_told(run: Run, home: Path) -> None:
    shutil.rmtree(home / "berlin")
    ran = run("verify", "berlin", "--json")
    assert (ran.code, ran.only["type"]) == (1, "UsageError")


def test_the_sandbox_brings_a_key_where_there_is_none(no_key: Path, tmp_path: Path) -> None:
    there = Sandbox(tmp_path / "sandbox", (), {"A": "1"})
    found = signing(there, {"XDG_CONFIG_HOME": str(no_key.parent)}).environment
    private = Path(found[keys.VARIABLE])
    assert (found["A"], private.parent) == ("1", tmp_path / "sandbox" / "keys")
    keys.load(private)
    assert signing(there, {"XDG_CONFIG_HOME": str(no_key.parent)}).environment == found
    assert signing(there, {keys.VARIABLE: "/mine"}) is there
