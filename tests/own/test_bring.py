"""What a model that somebody brings is, and what it is asked about."""

import io
import json
import tarfile
from pathlib import Path

import numpy as np
import pytest

from mcdeploy.domain import Form, Remote, RowsFile, Weights
from mcdeploy.errors import ModelError
from mcdeploy.own import bring

from .hostile import tarred, zipped

SAFETENSORS = (2).to_bytes(8, "little") + b"{}"


def test_a_folder_of_hugging_face(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"architectures": []}')
    (tmp_path / "any name").write_bytes(SAFETENSORS)
    model = bring(Weights(tmp_path))
    assert (model.form, model.answer) == (Form.SAFETENSORS, None)
    assert model.lineage == {"model": "own"}


@pytest.mark.parametrize(
    "data", [b"", b"{}", (9).to_bytes(8, "little") + b"{}", b"\x02" + bytes(7) + b"[]"]
)
def test_a_name_alone_makes_no_format(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "model.safetensors").write_bytes(data)
    assert bring(Weights(tmp_path)).form is Form.OPAQUE


def test_rows_are_the_columns_that_are_not_ignored(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("b,kind,a\n1,x,2\n0.5,y,-1e300\n")
    (tmp_path / "w").write_bytes(b"w")
    model = bring(Weights(tmp_path / "w"), RowsFile(tmp_path / "rows.csv", ("kind",)))
    assert model.rows is not None
    assert np.array_equal(model.rows, [[1.0, 2.0], [0.5, -1e300]])


@pytest.mark.parametrize(
    ("text", "ignored", "what"),
    [
        ("a,b\n1,nan\n", (), "line 2, column 'b'"),
        ("a,b\n1,x\n", (), "line 2, column 'b'"),
        ("a,b\n1,2\n3,inf\n", (), "line 3, column 'b': is no finite number"),
        ("a\n1\n", ("a",), "no column is left"),
        ("a\n1\n", ("b",), "there is no column 'b'"),
    ],
)
def test_p8_rows_that_cannot_be_asked(
    tmp_path: Path, text: str, ignored: tuple[str, ...], what: str
) -> None:
    (tmp_path / "rows.csv").write_text(text)
    (tmp_path / "w").write_bytes(b"w")
    with pytest.raises(ModelError, match=what) as caught:
        bring(Weights(tmp_path / "w"), RowsFile(tmp_path / "rows.csv", ignored))
    assert caught.value.who == str(tmp_path / "rows.csv")


def test_an_archive_is_a_file_unless_it_is_to_be_unpacked(tmp_path: Path, cache: Path) -> None:
    path = tmp_path / "model.tar.gz"
    path.write_bytes(tarred("deep/w.safetensors", SAFETENSORS, "w:gz"))
    assert set(bring(Weights(path)).files) == {"model.tar.gz"}
    model = bring(Weights(path, unpack=True))
    assert (set(model.files), model.form) == ({"README", "deep/w.safetensors"}, Form.SAFETENSORS)
    assert all(Path(str(file)).is_relative_to(cache) for file in model.files.values())


def hostile_tar(name: str, kind: bytes = tarfile.REGTYPE) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.type, info.linkname = kind, "/etc/hostname"
        archive.addfile(info)
    return held.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        hostile_tar("../escaped"),
        hostile_tar("/tmp/escaped"),  # noqa: S108
        hostile_tar("link", tarfile.SYMTYPE),
        hostile_tar("device", tarfile.CHRTYPE),
        zipped("../escaped", b""),
        b"no archive",
    ],
)
def test_a_hostile_archive_is_refused_with_nothing_written(
    tmp_path: Path, cache: Path, data: bytes
) -> None:
    path = tmp_path / "model.zip"
    path.write_bytes(data)
    with pytest.raises(ModelError):
        bring(Weights(path, unpack=True))
    written = [one for one in tmp_path.rglob("*") if not one.is_relative_to(cache / "locks")]
    assert sorted(one for one in written if one.is_file()) == [path]


def test_a_folder_is_not_unpacked(tmp_path: Path) -> None:
    (tmp_path / "w").write_bytes(b"w")
    with pytest.raises(ModelError, match="this is a folder"):
        bring(Weights(tmp_path, unpack=True))


def test_p8_a_dump_that_nobody_says_the_version_of(tmp_path: Path) -> None:
    (tmp_path / "m.pkl").write_bytes(b"\x80\x04csklearn.svm\nSVC\n)\x81.")
    with pytest.raises(ModelError, match="nobody says which version wrote it") as caught:
        bring(Weights(tmp_path / "m.pkl", unsafe=True))
    assert "model.versions" in caught.value.remedy


@pytest.mark.parametrize("names", [(), ("a.pkl", "b.pkl")])
def test_p8_a_version_of_no_dump_or_of_several(tmp_path: Path, names: tuple[str, ...]) -> None:
    for name in (*names, "README"):
        (tmp_path / name).write_bytes(b"\x80\x04N." if name in names else b"text")
    with pytest.raises(ModelError, match=f"there are {len(names)} of them"):
        bring(Weights(tmp_path, unsafe=True, versions={"scikit-learn": "1.6.1"}))


def test_p8_nothing_to_reemit(tmp_path: Path) -> None:
    (tmp_path / "w").write_bytes(SAFETENSORS)
    with pytest.raises(ModelError, match="this is none"):
        bring(Weights(tmp_path, reemit=True))


def skops(module: str, name: str) -> bytes:
    made = {"__class__": name, "__module__": module, "__loader__": "ObjectNode"}
    schema = {"_skops_version": "0.16.0", "protocol": 2, **made}
    return zipped("schema.json", json.dumps(schema).encode())


def test_skops_that_makes_what_nobody_trusts(tmp_path: Path) -> None:
    (tmp_path / "m.skops").write_bytes(skops("mine", "Evil"))
    with pytest.raises(ModelError, match=r"makes mine\.Evil"):
        bring(Weights(tmp_path / "m.skops", versions={"scikit-learn": "1.6.1"}))


def test_skops_of_scikit_learn_is_a_dump(tmp_path: Path) -> None:
    (tmp_path / "m").write_bytes(skops("sklearn.linear_model._logistic", "LogisticRegression"))
    model = bring(Weights(tmp_path / "m", versions={"scikit-learn": "1.6.1"}))
    assert model.form is Form.SKLEARN


def test_p8_what_is_said_of_a_uri_is_said_without_its_query() -> None:
    with pytest.raises(ModelError) as caught:
        bring(Weights(Remote("https://127.0.0.1:9/m?key=secret")))
    assert "secret" not in str(caught.value)
