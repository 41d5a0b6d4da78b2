"""What lies in a bucket: canonical, named by its digest, never trusted."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.domain import Checksums, File, Pointer
from mcdeploy.errors import IntegrityError
from mcdeploy.records import canonical, pointer, release
from mcdeploy.records.keys import Keys
from tests.golden import Golden

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


@given(st.data())
def test_p1_any_changed_byte_of_release_json_is_refused(data: st.DataObject) -> None:
    """P1: the name is the digest."""
    made = release.build("demo", {"aws": ()}, {}, {})
    position = data.draw(st.integers(0, len(made.document) - 1))
    flipped = bytearray(made.document)
    flipped[position] ^= data.draw(st.integers(1, 255))
    with pytest.raises(IntegrityError, match=r"aws: .*digest"):
        release.parse(made.id, bytes(flipped), "aws")


@pytest.mark.parametrize("path", ["../up", "/etc/passwd", "a/../../b", "a\\..\\b", "", "a//b", "."])
def test_a_path_that_leaves_the_release_is_refused(path: str) -> None:
    with pytest.raises(IntegrityError, match="outside"):
        release.build("demo", {"aws": (File(path, 1, Checksums(sha256="0")),)}, {}, {})


def test_a_release_of_another_schema_is_refused() -> None:
    document = canonical.encode({"schema": "mcdeploy/release/v9"})
    with pytest.raises(IntegrityError, match="v9"):
        release.parse(hashlib.sha256(document).hexdigest(), document, "aws")


def test_the_documents_are_the_ones_we_published(golden: Golden) -> None:
    one = File("model/weights", 3, Checksums(sha256="ab" * 32, crc32c=1, crc64nvme=2**63))
    made = release.build("demo", {"aws": (one,)}, {"f1_macro": 0.97}, {"seed": "7"})
    golden("release.json", json.loads(made.document))
    moved = Pointer(made.id, 3, "a1", "2026-01-01T00:00:00+00:00")
    golden("pointer.json", json.loads(pointer.encode(moved)))


@given(st.builds(Pointer, st.text(), st.integers(0), st.text(), st.text()))
def test_a_pointer_reads_back_as_itself(one: Pointer) -> None:
    assert pointer.decode(pointer.encode(one), "aws") == one


@given(st.binary() | json_values.map(canonical.encode))
def test_p8_what_is_no_pointer_is_an_error_that_names_the_target(data: bytes) -> None:
    with pytest.raises(IntegrityError, match="aws: "):
        pointer.decode(data, "aws")


def test_the_layout_of_a_bucket() -> None:
    keys = Keys("team", "demo")
    assert keys.file("r1", "model/a") == "team/demo/releases/r1/model/a"
    assert keys.pointer("live") == "team/demo/channels/live.json"
    assert keys.entry("live", 12, "a1") == "team/demo/history/live/0000000012-a1.json"
    assert Keys("", "demo").root == "demo/"
