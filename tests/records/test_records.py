"""What lies in a bucket: canonical, named by its digest, never trusted."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.domain import Checksums, File, Pointer
from mcdeploy.errors import IntegrityError
from mcdeploy.records import canonical, pointer, release
from mcdeploy.records.keys import Keys
from tests.golden_files import Golden

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
)
files = st.builds(
    File,
    path=st.lists(st.sampled_from(["a", "b.json", "ü"]), min_size=1).map("/".join),
    size=st.integers(0, 2**50),
    checksums=st.builds(
        Checksums,
        sha256=st.binary(min_size=32, max_size=32).map(bytes.hex),
        crc32c=st.none() | st.integers(0, 2**32 - 1),
        crc64nvme=st.none() | st.integers(0, 2**64 - 1),
    ),
)


@given(json_values)
def test_canonical_json_reads_back_as_itself(value: object) -> None:
    encoded = canonical.encode(value)
    assert json.loads(encoded) == value
    assert canonical.encode(json.loads(encoded)) == encoded


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), st.integers()))
def test_canonical_json_does_not_depend_on_the_order(value: dict[str, int]) -> None:
    assert canonical.encode(dict(reversed(value.items()))) == canonical.encode(value)


def test_nan_is_no_json() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical.encode(float("nan"))


@given(
    st.dictionaries(st.sampled_from(["aws", "gcp"]), st.lists(files, unique_by=lambda f: f.path))
)
def test_a_release_reads_back_as_itself(packages: dict[str, list[File]]) -> None:
    made = release.build(
        "demo", {name: tuple(some) for name, some in packages.items()}, {"f1": 0.1}, {"seed": "7"}
    )
    assert release.parse(made.id, made.document, "aws") == made
    assert made.id == hashlib.sha256(made.document).hexdigest()


def test_a_waiver_stands_in_the_document_only_where_there_is_one() -> None:
    plain = release.build("demo", {"aws": ()}, {}, {})
    waived = release.build("demo", {"aws": ()}, {}, {}, "because")
    assert (plain.waiver, waived.waiver) == ("", "because")
    assert b"waiver" not in plain.document
    assert release.parse(waived.id, waived.document, "aws") == waived


@given(st.data())
def test_p1_any_changed_byte_of_release_json_is_refused(data: st.DataObject) -> None:
    """P1: the name is the digest."""
    made = release.build("demo", {"aws": ()}, {}, {})
    position = data.draw(st.integers(0, len(made.document) - 1))
    flipped = bytearray(made.document)
    flipped[position] ^= data.draw(st.integers(1, 255))
    with pytest.raises(IntegrityError, match=r"aws: .*digest"):
        release.parse(made.id, bytes(flipped), "aws")


@pytest.mark.parametrize(
    "path",
    ["../up", "/etc/passwd", "a/../../b", "a\\..\\b", "", "a//b", ".", "a\0b", "\x1b]0;x\x07"],
)
def test_a_path_that_leaves_the_release_is_refused(path: str) -> None:
    with pytest.raises(IntegrityError, match=r"demo: .*(outside|plain text)"):
        release.build("demo", {"aws": (File(path, 1, Checksums(sha256="0" * 64)),)}, {}, {})


def test_a_release_of_another_schema_is_refused() -> None:
    document = canonical.encode({"schema": "mcdeploy/release/v9"})
    with pytest.raises(IntegrityError, match="v9"):
        release.parse(hashlib.sha256(document).hexdigest(), document, "aws")


def parsed(document: bytes) -> object:
    return release.parse(hashlib.sha256(document).hexdigest(), document, "aws")


DEEP = b"[" * 200_000
A_FILE: Mapping[str, object] = {
    "path": "a",
    "size": 1,
    "sha256": "0" * 64,
    "crc32c": None,
    "crc64nvme": None,
}
A_RELEASE: Mapping[str, object] = {
    "schema": release.SCHEMA,
    "deployment": "demo",
    "packages": {"aws": [A_FILE]},
    "evaluation": {"f1": 1},
    "lineage": {"seed": "7"},
}


def test_a_release_of_the_right_shape_is_read() -> None:
    assert parsed(canonical.encode(A_RELEASE))


@given(st.binary() | json_values.map(canonical.encode) | st.just(DEEP))
def test_p8_what_is_no_release_is_an_error_that_names_the_target(data: bytes) -> None:
    """P8: the digest is right, and still it is trusted in nothing."""
    with pytest.raises(IntegrityError, match="aws: "):
        parsed(data)


@given(st.sampled_from(["waiver", *(key for key in A_RELEASE if key != "schema")]), json_values)
def test_p8_a_key_of_any_shape_is_read_or_is_an_integrity_error(key: str, value: object) -> None:
    with suppress(IntegrityError):
        parsed(canonical.encode({**A_RELEASE, key: value}))


@pytest.mark.parametrize(
    "wrong",
    [
        {"packages": None},
        {"packages": {"aws": {}}},
        {"packages": {"a\x07": []}},
        {"packages": {"aws": [A_FILE, A_FILE]}},
        *({"packages": {"aws": [{**A_FILE, "size": size}]}} for size in (-1, "1", True, 1.0)),
        *({"packages": {"aws": [{**A_FILE, "crc32c": crc}]}} for crc in (-1, 2**32, "0")),
        *({"packages": {"aws": [{**A_FILE, "sha256": sha}]}} for sha in (None, "0", "A" * 64)),
        *(
            {"packages": {"aws": [{**A_FILE, "path": path}]}}
            for path in ("release.json", "release.sig.json", 7, None)
        ),
        {"packages": {"aws": [{**A_FILE, "crc64nvme": "xyz"}]}},
        {"packages": {"aws": [7]}},
        {"evaluation": {"f1": "high"}},
        {"evaluation": []},
        {"lineage": {"seed": 7}},
        {"waiver": "\x1b]0;owned\x07"},
        {"waiver": None},
        {"deployment": "\x1b]0;owned\x07"},
    ],
)
def test_p8_a_release_of_a_wrong_shape_is_refused(wrong: Mapping[str, object]) -> None:
    with pytest.raises(IntegrityError, match=r"aws: .*cannot be read"):
        parsed(canonical.encode({**A_RELEASE, **wrong}))


def test_p8_infinity_is_no_metric() -> None:
    document = canonical.encode({**A_RELEASE, "evaluation": {"f1": 9}}).replace(b":9}", b":1e999}")
    with pytest.raises(IntegrityError, match="f1 is no number"):
        parsed(document)


def test_the_documents_are_the_ones_we_published(golden: Golden) -> None:
    one = File("model/weights", 3, Checksums(sha256="ab" * 32, crc32c=1, crc64nvme=2**63))
    made = release.build("demo", {"aws": (one,)}, {"f1_macro": 0.97}, {"seed": "7"})
    golden("release.json", json.loads(made.document))
    moved = Pointer(made.id, 3, "a1" * 16, "2026-01-01T00:00:00+00:00")
    golden("pointer.json", json.loads(pointer.encode(moved)))


moments = st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.isoformat())
pointers = st.builds(
    Pointer,
    st.binary(min_size=32, max_size=32).map(bytes.hex),
    st.integers(1, 10**10 - 1),
    st.binary(min_size=16, max_size=16).map(bytes.hex),
    moments,
)


@given(pointers)
def test_a_pointer_reads_back_as_itself(one: Pointer) -> None:
    assert pointer.decode(pointer.encode(one), "aws") == one


@pytest.mark.parametrize(
    "wrong",
    [
        *({"epoch": epoch} for epoch in ("1_0", "1", 0, -1, True, 1.0, 10**10, 10**4000, None)),
        *({"release": name} for name in ("../../x", "A" * 64, "0" * 63, 7, None)),
        *({"apply": name} for name in ("../../../../../x", "0" * 33, None)),
        *({"published_at": at} for at in ("\x1b]0;owned\x07", "2026-01-01\x1b00:00:00", "", 7)),
        {"schema": "mcdeploy/pointer/v9"},
        {"schema": [7]},
    ],
)
def test_p8_a_pointer_of_a_wrong_shape_is_refused(wrong: Mapping[str, object]) -> None:
    right = Pointer("0" * 64, 1, "0" * 32, "2026-01-01T00:00:00+00:00")
    document = {**json.loads(pointer.encode(right)), **wrong}
    with pytest.raises(IntegrityError, match=r"aws: .*cannot be read"):
        pointer.decode(json.dumps(document).encode(), "aws")


@pytest.mark.parametrize("coding", ["utf-16", "utf-32", "utf-8-sig"])
def test_documents_are_utf_8(coding: str) -> None:
    right = pointer.encode(Pointer("0" * 64, 1, "0" * 32, "2026-01-01T00:00:00+00:00"))
    with pytest.raises(IntegrityError, match="cannot be read"):
        pointer.decode(right.decode().encode(coding), "aws")


@given(st.binary() | json_values.map(canonical.encode) | st.just(DEEP))
def test_p8_what_is_no_pointer_is_an_error_that_names_the_target(data: bytes) -> None:
    with pytest.raises(IntegrityError, match="aws: "):
        pointer.decode(data, "aws")


def test_the_layout_of_a_bucket() -> None:
    keys = Keys("team", "demo")
    assert keys.file("r1", "model/a") == "team/demo/releases/r1/model/a"
    assert keys.pointer("live") == "team/demo/channels/live.json"
    assert keys.entry("live", 12, "a1") == "team/demo/history/live/0000000012-a1.json"
    assert Keys("", "demo").root == "demo/"
