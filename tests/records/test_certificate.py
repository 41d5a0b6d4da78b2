"""A certificate, as it is written and read again."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.domain import Certificate, Kind, Packaging
from mcdeploy.errors import IntegrityError
from mcdeploy.records import canonical, certificate, release

texts = st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=20)
counts = st.integers(0, 10**6)
numbers = st.floats(0, 1)
certificates = st.builds(
    Certificate,
    package=st.builds(Packaging, st.sampled_from(Kind), texts),
    loader=texts,
    rows=counts,
    evaluated=counts,
    labels=counts,
    difference=numbers,
    row=texts,
    tolerance=numbers,
    ties=counts,
    failure=texts,
    reason=texts,
)


@given(certificates)
def test_it_reads_back_as_it_was(one: Certificate) -> None:
    assert certificate.decode(certificate.encode(one)) == one


@given(certificates)
def test_a_release_keeps_it_by_target_and_is_named_by_it(one: Certificate) -> None:
    made = release.build("demo", {"aws": ()}, {}, {}, certificates={"aws": one})
    assert release.parse(made.id, made.document, "aws").certificates == {"aws": one}
    assert made.id != release.build("demo", {"aws": ()}, {}, {}).id


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"package": "tensorflow", "rows": 1},
        {**certificate.encode(Certificate(Packaging(Kind.ONNX))), "rows": -1},
        {**certificate.encode(Certificate(Packaging(Kind.ONNX))), "difference": "none"},
        {**certificate.encode(Certificate(Packaging(Kind.ONNX))), "row": "\x1b[2J"},
    ],
)
def test_what_is_no_certificate_is_no_release(value: object) -> None:
    made = release.build("demo", {}, {}, {})
    document = canonical.encode({**json.loads(made.document), "parity": {"aws": value}})
    with pytest.raises(IntegrityError, match="cannot be read"):
        release.parse(hashlib.sha256(document).hexdigest(), document, "aws")


def test_without_ties_it_is_written_as_before_there_were_any() -> None:
    written = certificate.encode(Certificate(Packaging(Kind.ONNX), rows=1))
    assert "ties" not in written
    assert certificate.decode(written).ties == 0
