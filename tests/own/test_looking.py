"""What runs code when it is loaded is found by what it holds, and never loaded."""

import gzip
import io
import os
import pickle
import re
import tarfile
import zipfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from mcdeploy.domain import Weights
from mcdeploy.errors import ModelError
from mcdeploy.own import bring
from mcdeploy.own.looking import look
from mcdeploy.own.looking import look as looked
from mcdeploy.own.looking.forward import Budget, Forward
from mcdeploy.own.looking.pickled import imported

from .conftest import Touch
from .hostile import GUISES, tarred, zipped

SAFETENSORS = (2).to_bytes(8, "little") + b"{}"
TINY = "cposix\nsystem\n(S'{}'\ntR."
"""A pickle of protocol 0 that is short enough for the name of a member."""


def file(tmp_path: Path, data: bytes, name: str = "weights") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def found(tmp_path: Path, data: bytes, name: str = "weights") -> list[str]:
    return [f"{one.path} {one.what}" for one in look({name: file(tmp_path, data, name)})]


def array(values: NDArray[Any]) -> bytes:
    held = io.BytesIO()
    np.save(held, values, allow_pickle=False)
    return held.getvalue()


def names(data: bytes) -> tuple[str, ...] | None:
    return imported(Forward(io.BytesIO(data), Budget(2**30)))


def payload(trace: Path, guise: str, protocol: int) -> bytes:
    if "name of a tar" in guise:
        return f"cposix\nsystem\n(S'>{trace.name}'\ntR.".encode()
    return pickle.dumps(Touch(trace), protocol)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("guise", GUISES)
@pytest.mark.parametrize("name", ["model.joblib", "weights.safetensors", "LICENSE"])
def test_a_hostile_pickle_is_never_unpickled(
    tmp_path: Path, trace: Path, guise: str, protocol: int, name: str
) -> None:
    path = file(tmp_path, GUISES[guise](payload(trace, guise, protocol)), name)
    with pytest.raises(ModelError, match="would run code") as caught:
        bring(Weights(path))
    assert caught.value.who == str(path)
    assert "allow_unsafe_format" in caught.value.remedy
    assert not trace.exists()


def test_a_long_name_hides_nothing(tmp_path: Path, trace: Path) -> None:
    """And the protocol, which a pickle need not name first, or ever."""
    name = "system" + ".__call__" * 600
    data = f"cos\n{name}\n(S'touch {trace}'\ntR.\n".encode()
    for before in (b"", b"N0\x80\x04"):
        [told] = look({"a": file(tmp_path, before + data)})
        assert told.pickle


def test_nor_is_it_where_it_is_allowed(tmp_path: Path, trace: Path) -> None:
    path = file(tmp_path, pickle.dumps(Touch(trace)))
    model = bring(Weights(path, unsafe=True))
    assert model.files == {"weights": path}
    assert model.lineage["unsafe_format_allowed"] == "weights"
    assert not trace.exists()


def test_the_payload_would_leave_a_trace(trace: Path) -> None:
    pickle.loads(pickle.dumps(Touch(trace)))  # noqa: S301  # else these tests could not fail
    assert trace.exists()


def test_what_it_would_import_is_told(tmp_path: Path, trace: Path) -> None:
    path = file(tmp_path, pickle.dumps({"a": np.zeros(3), "b": Touch(trace)}))
    with pytest.raises(ModelError, match=r"it would import posix\.system, numpy") as caught:
        bring(Weights(path))
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89HDF\r\n\x1a\n", "HDF5"),
        (bytes(512) + b"\x89HDF\r\n\x1a\n", "HDF5"),
        (zipped("model.weights.h5", b"\x89HDF\r\n\x1a\n", "config.json"), "HDF5"),
        (b"\x7fELF", "a program"),
        (b"#!/bin/sh\n", "a script"),
        (b"\xac\xed\x00\x05", "Java"),
        (b"\x04\x22\x4d\x18", "LZ4"),
        (b"\x28\xb5\x2f\xfd", "Zstandard"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (bytes(4096) + b"\x89HDF\r\n\x1a\n" + bytes(999), "HDF5"),
        (bytes(2**21) + b"\x89HDF\r\n\x1a\n" + bytes(999), "HDF5"),
        (zipped("a", bytes(2**15) + b"\x89HDF\r\n\x1a\n"), "HDF5"),
        (b"ZF0x1f               " + zlib.compress(b"abc"), "joblib's old way"),
        (zlib.compress(b"abc") + zipped("a", b"innocent"), "a zip only to whom reads it from"),
        (zipped("saved_model.pb", b""), "TensorFlow"),
        (zipped("saved_model.pbtxt", b""), "TensorFlow"),
        (zipped("a/b.so", b""), "compiled"),
        (tarred("data/code/load.py", b"import os") + b"", ""),
        (gzip.compress(b"abc" * 999)[:-9], "cannot be looked into"),
        (zlib.compress(b"abc" * 999)[:-9], "cannot be looked into"),
    ],
)
def test_other_formats(tmp_path: Path, data: bytes, what: str) -> None:
    told = found(tmp_path, data)
    assert len(told) == bool(what)
    assert not told or what in told[0]


def test_a_member_that_nobody_can_read(tmp_path: Path) -> None:
    data = bytearray(zipped("a", b"innocent" * 99))
    data[data.index(b"PK\x01\x02") + 8] |= 1  # it says that it is encrypted
    [told] = found(tmp_path, bytes(data))
    assert "cannot be looked into" in told


def test_a_bomb_is_not_unpacked_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten gigabytes of zeros in ten megabytes."""
    monkeypatch.setattr("mcdeploy.own.looking.inspection.LEAST", 2**20)
    monkeypatch.setattr("mcdeploy.own.looking.inspection.TIMES", 2)
    member = tarfile.TarInfo("zeros")
    member.size = 640 * 2**24
    data = gzip.compress(member.tobuf()) + gzip.compress(bytes(2**24)) * 640
    [told] = found(tmp_path, data)
    assert "holds more than" in told
    [told] = found(tmp_path, gzip.compress(b"V" + b"a" * 2**24))
    assert "nobody looked at all of it" in told


def test_members_without_end_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mcdeploy.own.looking.layers.MEMBERS", 4)
    monkeypatch.setattr("mcdeploy.own.looking.forward.MEMBERS", 8)
    few, many = [str(index) for index in range(2)], [str(index) for index in range(9)]
    assert found(tmp_path, zipped("a", b"innocent", *few)) == []
    [told] = found(tmp_path, zipped("a", b"innocent", *many))
    assert "holds more than" in told
    inner = zipped("a", zipped("b", zipped("c", b"innocent", *few), *few), *few)
    [told] = found(tmp_path, inner)
    assert "nobody looked at all of it" in told


@pytest.mark.parametrize("member", [b"innocent", b"../out", b"/out", b"a\nb"])
def test_what_nobody_would_unpack_is_not_looked_into(tmp_path: Path, member: bytes) -> None:
    for data in (tarred(member.decode(), b"a"), zipped(member.decode(), b"a")):
        told = found(tmp_path, data)
        assert bool(told) is (member != b"innocent")


def test_a_link_in_an_archive_is_not_looked_into(tmp_path: Path) -> None:
    held, member = io.BytesIO(), tarfile.TarInfo("a")
    member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
    with tarfile.open(fileobj=held, mode="w") as archive:
        archive.addfile(member)
    [told] = found(tmp_path, held.getvalue())
    assert "a symbolic link" in told


def test_archives_in_archives_end(tmp_path: Path) -> None:
    data = b"innocent"
    for _ in range(12):
        data = gzip.compress(data)
    [told] = found(tmp_path, data)
    assert "packed more than 8 times" in told


def test_python_files_that_a_loader_imports(tmp_path: Path) -> None:
    plain = {"a.py": file(tmp_path, b"1", "a.py"), "w": file(tmp_path, b"1", "w")}
    assert look(plain) == ()
    mlflow = {**plain, "MLmodel": file(tmp_path, b"{}", "MLmodel")}
    assert [one.path for one in look(mlflow)] == ["a.py"]
    for name in ("config.json", "tokenizer_config.json", "deep/preprocessor_config.json"):
        config = file(tmp_path, b"{}", "config")
        assert [one.path for one in look({**plain, name: config})] == ["a.py"]
        assert look({"w": plain["w"], name: config}) == ()


@pytest.mark.parametrize("beside", ["MLmodel", "config.json"])
def test_wherever_they_are_packed(tmp_path: Path, beside: str) -> None:
    code = file(tmp_path, zipped("b/mine.py", b"import os"), "code.zip")
    assert look({"code.zip": code}) == ()
    assert found(tmp_path, zipped("b/mine.py", b"import os", beside))
    plain = file(tmp_path, b"{}", beside)
    [told] = look({"code.zip": code, beside: plain})
    assert told.path == "code.zip!b/mine.py"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("flavors: {python_function: {loader_module: mine}}", "imports mine"),
        ("flavors: {python_function: {loader_module: mlflow.sklearn, code: a}}", "imports a"),
        ("flavors: {python_function: {loader_module: [mine]}}", "imports"),
        ("model_code_path: a.txt", r"imports a\.txt"),
        ("flavors: {python_function: {<<: {loader_module: mine}}}", "merges"),
        ("a: &a {loader_module: mine}\nflavors: {python_function: *a}", "anchors"),
        ("flavors: !!map {}", "tags"),
        ("[" * 5000, "cannot be read"),
        ("a: " + "b" * 2**20, "more than 1 MiB"),
    ],
)
def test_what_an_mlmodel_imports(tmp_path: Path, text: str, what: str) -> None:
    path = file(tmp_path, text.encode(), "MLmodel")
    for name in ("MLmodel", "below/MLmodel"):
        [told] = look({name: path})
        assert re.search(what, told.what)
    innocent = "flavors: {python_function: {loader_module: mlflow.sklearn}, sklearn: {code: null}}"
    assert look({"MLmodel": file(tmp_path, innocent.encode(), "MLmodel")}) == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        SAFETENSORS,
        (640).to_bytes(8, "little") + b"{" + b" " * 638 + b"}",  # begins as protocol 2 does
        b"GGUF\x03\x00\x00\x00",
        b'{"a": 1}',
        b"cat\ndog\nbird\n",
        b"class,feature\n1,2\n",
        b"import os\nos.system('x')\n",
        b"N.B. this is a text",
        b"(a text)",
        b"I am.\n",
        b"x,y\n1,2\n",
        b"x y\n1 2\n",
        b"x^2 + y^2 is a text too",
        b"]\x00\x00\x00\x00\x00\x00\x00{" + b" " * 91 + b"}",  # as LZMA begins
        b"ZF is a text",
        array(np.arange(3.0)),
        array(np.array(["a", "bc"])),
        array(np.zeros(2, [("a", "<f8"), ("b", "<i4", (2,))])),
        array(np.array(["2026-11-23"], "M8[D]")),
        zipped("a.npy", array(np.array([True]))),
        gzip.compress(b"a text"),
        tarred("a", b"a text"),
        "Überschrift\n".encode(),
    ],
)
def test_what_is_innocent(tmp_path: Path, data: bytes) -> None:
    assert found(tmp_path, data) == []


OBJECTS = "{'descr': '|O', 'fortran_order': False, 'shape': (), }"


def header(text: str, size: int = 118, version: int = 1) -> bytes:
    length = size.to_bytes(2 if version == 1 else 4, "little")
    return b"\x93NUMPY" + bytes((version, 0)) + length + text.encode().ljust(size - 1) + b"\n"


@pytest.mark.parametrize(
    "data",
    [
        header(OBJECTS),
        header(OBJECTS, 0x010A),  # whose length is a newline
        header("{\n" + OBJECTS[1:]),
        header("{" + " " * 5000 + OBJECTS[1:], 6000),
        header(OBJECTS.replace("|O", "object")),
        header(OBJECTS.replace("'|O'", "'\\x7cO'")),
        header(OBJECTS.replace("'|O'", "[('a', '<f8'), ('b', '|O')]")),
        header(OBJECTS, 118, 2),
        header(OBJECTS, 118, 9),
        header("{'descr': '<f8'}" + " " * 70_000, 80_000, 2),
        header("(" * 9000, 9999),
        header(OBJECTS)[:60],
    ],
)
def test_numpy_objects_however_they_are_written(tmp_path: Path, data: bytes) -> None:
    [told] = found(tmp_path, data)
    assert "NumPy" in told


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
    max_leaves=20,
)


@settings(deadline=None)
@given(VALUES, st.integers(0, pickle.HIGHEST_PROTOCOL))
def test_every_pickle_is_one(value: object, protocol: int) -> None:
    assert names(pickle.dumps(value, protocol)) == ()


@settings(deadline=None)
@given(VALUES, st.integers(0, pickle.HIGHEST_PROTOCOL), st.binary(max_size=30))
def test_every_import_is_told(value: object, protocol: int, after: bytes) -> None:
    data = pickle.dumps((value, Touch(Path("x")), value), protocol) + after
    assert (names(data) or ()) == (f"{os.system.__module__}.system",)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_can_be_looked_at(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    looked({"a": file(tmp_path_factory.mktemp("any"), data)})


@settings(deadline=None)
@given(st.binary(max_size=60).map(lambda data: zipped("a", data)), st.data())
def test_any_damaged_zip_can_be_looked_at(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, choice: st.DataObject
) -> None:
    at = choice.draw(st.integers(0, len(data) - 1))
    damaged = data[:at] + bytes([data[at] ^ choice.draw(st.integers(1, 255))]) + data[at + 1 :]
    looked({"a": file(tmp_path_factory.mktemp("any"), damaged)})


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", min_codepoint=32), max_size=200))
def test_text_of_one_line_is_no_pickle_that_imports(text: str) -> None:
    assert not names(text.encode())


@given(st.binary(max_size=200), st.lists(st.integers(0, 50)), st.integers(1, 7))
def test_a_stream_gives_each_byte_once(data: bytes, sizes: list[int], width: int) -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(width, size or 0))

    stream, at = Forward(Slow(data), Budget(len(data))), 0
    for size in sizes:
        assert stream.peek(size) == data[at : at + size]
        assert stream.read(size // 2) == data[at : at + size // 2]
        at = min(len(data), at + size // 2)


def test_a_zip_is_known_without_its_name(tmp_path: Path, trace: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("x", pickle.dumps(Touch(trace)))
    assert found(tmp_path, held.getvalue(), "a.onnx") == ["a.onnx!x is a pickle"]
