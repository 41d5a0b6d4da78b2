"""What a skops file may make without anybody's trust. No test loads one that is hostile."""

import io
import itertools
import json
import zipfile
from pathlib import Path

import pytest

from mcdeploy.own.looking import look

Node = dict[str, object]
IDS = itertools.count(1)


def node(loader: str, name: str, content: object = None, **more: object) -> Node:
    module, _, kind = name.rpartition(".")
    told = {"__class__": kind, "__module__": module, "__loader__": f"{loader}Node"}
    return {**told, "content": content, "__id__": next(IDS), **more}


def text(value: str) -> Node:
    return node("Json", "builtins.str", json.dumps(value), is_json=True)


def estimator(*values: Node) -> Node:
    kept = node("Dict", "builtins.dict", {"a": node("List", "builtins.list", list(values))})
    return node("Object", "sklearn.linear_model._logistic.LogisticRegression", kept)


def schema(document: Node) -> bytes:
    return json.dumps({**document, "protocol": 2, "_skops_version": "0.16.0"}).encode()


def told(tmp_path: Path, data: bytes, name: str = "schema.json") -> str:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    (tmp_path / "model").write_bytes(held.getvalue())
    return " ".join(one.what for one in look({"model": tmp_path / "model"}))


CALL = node("ConstructorFromReduce", "os.system", node("Tuple", "builtins.tuple", [text("true")]))
SHADOWED = {**CALL, "content": {"function": "add", "module_path": "numpy"}}


def test_an_estimator_is_innocent(tmp_path: Path) -> None:
    assert told(tmp_path, schema(estimator(text("l2"), node("NdArray", "numpy.ndarray")))) == ""
    assert told(tmp_path, b'{"type": "object"}') == ""
    assert told(tmp_path, b'["another schema"]') == ""


@pytest.mark.parametrize(
    "document",
    [
        CALL,
        SHADOWED,
        node("ConstructorFromReduce", "sklearn.utils._testing.check_output"),
        node("Object", "sklearn.utils._testing.check_output"),
        node("Function", "os.system"),
        node("Function", "numpy.add", {"module_path": "os", "function": "system"}),
        node("Type", "builtins.eval"),
        node("Partial", "functools.partial"),
        node("Method", "builtins.method"),
        node("OperatorFunc", "operator.attrgetter"),
        node("Object", "numpy.memmap"),
        {**text("a"), "__loader__": ["JsonNode"]},
    ],
)
def test_what_calls_or_imports_is_refused(tmp_path: Path, document: Node) -> None:
    assert "is a skops file that makes" in told(tmp_path, schema(estimator(document)))


@pytest.mark.parametrize(
    "data",
    [
        schema(CALL).replace(b"_skops_version", b"\\u005fskops_version"),
        schema(CALL).decode().encode("utf-16"),
        schema(CALL).decode().encode("utf-8-sig"),
        schema(CALL).replace(b'{"__class__": "system"', b'{"__class__": "a", "__class__": "b"'),
        json.dumps(CALL).encode(),
    ],
    ids=["escaped", "UTF-16", "with a mark", "a key twice", "without a version"],
)
def test_however_the_schema_is_written(tmp_path: Path, data: bytes) -> None:
    assert told(tmp_path, data)


@pytest.mark.parametrize(
    ("written", "meant"), [("schema.jso_", b"schema.json"), ("schema.json_", b"schema.json\0")]
)
def test_two_schemas_or_a_cut_name_are_refused(tmp_path: Path, written: str, meant: bytes) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("schema.json", schema(estimator()))
        archive.writestr(written, schema(estimator()))
    path = tmp_path / "model"
    path.write_bytes(held.getvalue().replace(written.encode(), meant))
    [found] = look({"model": path})
    assert "cannot be looked into" in found.what


def test_a_schema_without_end_is_not_read(tmp_path: Path) -> None:
    assert "more than 4 MiB" in told(tmp_path, b"[" + b"{}," * 2**21 + b"{}]")
    assert "cannot be read" in told(tmp_path, b"[" * 100_000)
