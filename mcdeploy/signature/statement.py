"""What is signed: the in-toto statement with the OpenSSF predicate, which names every file of a
folder and its SHA-256.

Source: OpenSSF Model Signing specification 1.0, sections 5 and 6
(https://github.com/ossf/model-signing-spec).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mcdeploy.records import canonical, shape
from mcdeploy.records.keys import SIGNATURE
from mcdeploy.records.shape import Misshapen

TYPE = "https://in-toto.io/Statement/v1"
PREDICATE = "https://model_signing/signature/v1.0"


@dataclass(frozen=True, slots=True)
class Statement:
    """`resources` maps each signed path to the SHA-256 of the file, in hexadecimal. Paths that are
    `ignored`, and all that is below them, need not be signed."""

    resources: Mapping[str, str]
    ignored: tuple[str, ...] = ()


def encode(resources: Mapping[str, str], name: str) -> bytes:
    """The statement about a folder of that name; equal resources give equal bytes."""
    serialization = {
        "method": "files",
        "hash_type": "sha256",
        "allow_symlinks": False,
        "ignore_paths": [SIGNATURE],
    }
    listed = [
        {"name": path, "algorithm": "sha256", "digest": resources[path]}
        for path in sorted(resources)
    ]
    content = {
        "_type": TYPE,
        "subject": [
            {"name": name, "digest": {"sha256": _root(resources[p] for p in sorted(resources))}}
        ],
        "predicateType": PREDICATE,
        "predicate": {"serialization": serialization, "resources": listed},
    }
    return canonical.encode(content)


def parse(payload: bytes) -> Statement:
    """Raises `ValueError` where the bytes are no such statement, or one of a kind that this version
    cannot hold files against."""
    content = document(payload)
    _equal(content.get("_type"), TYPE, "its `_type`")
    _equal(content.get("predicateType"), PREDICATE, "its `predicateType`")
    predicate = shape.mapping(content.get("predicate"), "its `predicate`")
    ignored = _ignored(shape.mapping(predicate.get("serialization"), "its `serialization`"))
    listed = [_resource(one) for one in shape.sequence(predicate.get("resources"), "its resources")]
    resources = dict(listed)
    if not resources or len(resources) < len(listed):
        raise Misshapen("it names no file, or one of them twice")
    _equal(_subject(content.get("subject")), _root(digest for _, digest in listed), "its subject")
    return Statement(resources, ignored)


def document(data: bytes) -> Mapping[str, object]:
    """A JSON object in which no key stands twice. Raises `ValueError`."""
    try:
        return shape.mapping(json.loads(data.decode("utf-8"), object_pairs_hook=_once), "it")
    except RecursionError:
        raise Misshapen("it is nested too deep") from None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Misshapen("a key stands twice in it")
    return found


def _root(digests: Iterable[str]) -> str:
    """Section 6.5.1: the SHA-256 of all digests, one after the other."""
    return hashlib.sha256(b"".join(map(bytes.fromhex, digests))).hexdigest()


def _equal(found: object, wanted: str, what: str) -> None:
    if found != wanted:
        raise Misshapen(f"{what} is not {wanted}")


def _subject(value: object) -> object:
    subjects = shape.sequence(value, "its `subject`")
    if len(subjects) != 1:
        raise Misshapen("it has not one subject")
    subject = shape.mapping(subjects[0], "its subject")
    return shape.mapping(subject.get("digest"), "the digest of its subject").get("sha256")


def _ignored(serialization: Mapping[str, object]) -> tuple[str, ...]:
    _equal(serialization.get("method"), "files", "its serialization method")
    _equal(serialization.get("hash_type"), "sha256", "its hash type")
    if not isinstance(serialization.get("allow_symlinks"), bool):
        raise Misshapen("its `allow_symlinks` is neither true nor false")
    paths = shape.sequence(serialization.get("ignore_paths", []), "its `ignore_paths`")
    return tuple(_below(shape.text(path, "an ignored path")) for path in paths)


def _below(path: str) -> str:
    """A path that leaves something to sign."""
    if any(part in {"", ".", ".."} for part in path.split("/")):
        raise Misshapen(f"it ignores {path!r}, which may be everything")
    return path


def _resource(value: object) -> tuple[str, str]:
    resource = shape.mapping(value, "a resource")
    _equal(resource.get("algorithm"), "sha256", "the algorithm of a resource")
    name = shape.text(resource.get("name"), "the name of a resource")
    return name, shape.hexadecimal(resource.get("digest"), 64, f"the digest of {name}")
