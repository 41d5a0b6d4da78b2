"""The certificate of a package, and what happens without one."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from mcdeploy.bundled import predictor
from mcdeploy.domain import (
    PLAIN,
    Answer,
    Answers,
    Certificate,
    Form,
    Kind,
    Packaging,
    Parity,
)
from mcdeploy.errors import (
    EnvironmentMissing,
    McdeployError,
    ModelError,
    ParityError,
    UsageError,
)
from mcdeploy.parity import Package, certificates, enforce
from mcdeploy.parity.certificate import certify
from mcdeploy.parity.questions import Questions, questions
from tests.parity.asked import answer, document, linear, rows
from tests.parity.conftest import Release

VERTEX = Packaging(Kind.VERTEX, "sklearn-1.6")


@pytest.fixture(scope="module")
def sheet() -> Questions:
    return questions(rows("iris"), answer("iris"))


def off_by(error: float) -> Answer:
    """The model, but for the probability of one class of the third row."""

    def said(values: NDArray[np.float64]) -> Answers:
        found = answer("iris")(values)
        numbers = found.probabilities.copy()
        numbers[2, 0] += error
        return replace(found, probabilities=numbers)

    return said


def test_p4_a_plain_package_of_the_bundled_model_is_certified(
    release: Release, sheet: Questions
) -> None:
    folder = release({"model.json": document("iris")})
    found = certificates([Package(folder, PLAIN)], rows("iris"), answer("iris"), predictor)
    assert found == {
        PLAIN: Certificate(
            PLAIN,
            loader="mcdeploy",
            rows=len(sheet.names),
            evaluated=len(rows("iris")),
            difference=1e-14,
            tolerance=1e-12,
        )
    }


def test_another_model_in_the_folder_is_found_out(release: Release, sheet: Questions) -> None:
    folder = release({"model.json": document("iris", "one-vs-rest")})
    found = certify(Package(folder, PLAIN), sheet, predictor)
    assert not found.passed
    assert "labels differ; the first at" in found.failure
    assert (found.labels > 0, found.difference) == (True, 1.0)


@pytest.mark.parametrize(
    ("error", "difference", "row"),
    [
        (0.0, 1e-14, ""),
        (3e-15, 1e-14, ""),
        (2e-14, 1e-13, "evaluation row 3"),
        (4e-13, 1e-12, "evaluation row 3"),
    ],
)
def test_the_last_digits_do_not_name_a_release(
    release: Release, sheet: Questions, error: float, difference: float, row: str
) -> None:
    folder = release({"model.json": b"{}"})
    found = certify(Package(folder, PLAIN), sheet, lambda _: off_by(error))
    assert found.passed
    assert found.difference == pytest.approx(difference, rel=1e-12)
    assert found.row == row


def test_more_than_the_tolerance_is_a_failure(release: Release, sheet: Questions) -> None:
    folder = release({"model.json": b"{}"})
    found = certify(Package(folder, PLAIN), sheet, lambda _: off_by(2e-12))
    assert found.failure == "a probability is 2.0e-12 off at evaluation row 3; 1e-12 is allowed"
    assert found.difference == pytest.approx(1e-11)


def test_what_the_model_says_of_itself_must_be_numbers(release: Release, sheet: Questions) -> None:
    folder = release({"model.json": document("iris")})
    numbers = sheet.expected.probabilities.copy()
    numbers[3] = np.nan
    odd = replace(sheet, expected=replace(sheet.expected, probabilities=numbers))
    found = certify(Package(folder, PLAIN), odd, predictor)
    assert "no number at evaluation row 4" in found.failure


def test_ties_stand_in_the_certificate(release: Release) -> None:
    """Every class is as likely in each of these rows: each implementation names another."""
    weights = np.random.default_rng(5).normal(size=(1, 12)).repeat(4, axis=0)
    weights = np.array([np.roll(row, by) for by, row in enumerate(weights)])
    same = np.outer(np.linspace(0.1, 3, 40), np.ones(12))
    model, turned = linear(weights, np.zeros(4)), linear(weights[:, ::-1], np.zeros(4))
    found = certify(
        Package(release({"model.json": b"{}"}), PLAIN), questions(same, model), lambda _: turned
    )
    assert found.ties == 40
    assert "labels differ" in found.failure  # of rows that were made: it is another model
    assert certificates(
        [Package(release({"model.json": b"{}"}), PLAIN)], same, model, lambda _: model
    )[PLAIN].passed


def test_only_what_is_the_same_has_passed() -> None:
    good = Certificate(PLAIN, rows=9, difference=1e-13, tolerance=1e-12)
    assert good.passed
    assert Certificate(PLAIN, reason="nobody loads it").passed
    assert not Certificate(PLAIN).passed
    for worse in (
        replace(good, labels=1),
        replace(good, difference=0.5),
        replace(good, difference=float("nan")),
        replace(good, rows=0),
        replace(good, failure="it is another one"),
    ):
        assert not worse.passed


def test_a_document_that_is_none_stands_in_the_certificate(
    release: Release, sheet: Questions
) -> None:
    folder = release({"model.json": b"broken"})
    found = certify(Package(folder, PLAIN), sheet, predictor)
    assert found.failure.startswith("model.json: it is not a mcdeploy/logistic-regression document")


def test_of_files_that_no_service_loads_nobody_is_asked(release: Release) -> None:
    folder = release({"weights.bin": b"1"})
    found = certificates([Package(folder, PLAIN, Form.OPAQUE)], None, None, predictor)[PLAIN]
    assert (found.passed, found.rows) == (True, 0)
    assert found.reason == "no service loads it: that the bytes are equal is all there is to prove"


@pytest.mark.parametrize("table", [None, np.empty((0, 4))])
def test_without_rows_there_is_no_certificate(
    release: Release, table: NDArray[np.float64] | None
) -> None:
    package = Package(release({}), VERTEX, Form.SKLEARN)
    found = certificates([package], table, answer("iris"), predictor)[VERTEX]
    assert found.failure == (
        "there are no rows to ask it about; give `parity.rows`, a table of some"
    )


def test_where_the_model_cannot_be_asked_there_is_no_certificate(release: Release) -> None:
    package = Package(release({}), VERTEX, Form.SKLEARN)
    found = certificates([package], rows("iris"), None, predictor)[VERTEX]
    assert found.failure.startswith("the model itself cannot be asked")


def test_an_unknown_runtime_is_an_error(release: Release) -> None:
    package = Package(release({}), Packaging(Kind.VERTEX, "sklearn-9.9"))
    with pytest.raises(UsageError, match=r"sklearn-1\.6"):
        certificates([package], rows("iris"), answer("iris"), predictor)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ModelError("/srv/model.joblib", "it cannot be asked"), "model.joblib: it cannot be asked"),
        (EnvironmentMissing("scikit-learn", "no\n/index"), "scikit-learn: no"),
    ],
)
def test_a_model_that_has_no_answer_itself_proves_nothing(
    release: Release, error: McdeployError, told: str
) -> None:
    """Whether that stops the release is for `enforce` to say."""

    def silent(values: NDArray[np.float64]) -> Answers:
        del values
        raise error

    package = Package(release({"model.json": document("iris")}), PLAIN)
    found = certificates([package], rows("iris"), silent, predictor)[PLAIN]
    assert found.failure == (
        "the model itself cannot be asked, so nobody knows what its package should say: " + told
    )


FAILED = Certificate(VERTEX, failure="predict_proba raises AttributeError: no 'multi_class'")
PASSED = Certificate(PLAIN, loader="mcdeploy", rows=1, tolerance=1e-12)


def test_p4_without_a_certificate_nothing_is_released() -> None:
    with pytest.raises(ParityError) as raised:
        enforce({"gcp": FAILED, "aws": PASSED, "gcp-2": FAILED}, Parity.REQUIRED, Form.SKLEARN)
    assert raised.value.who == "gcp, gcp-2"
    assert raised.value.what == (
        "the package for vertex sklearn-1.6 does not answer as the model does: "
        "predict_proba raises AttributeError: no 'multi_class'"
    )
    assert "`reemit: true`" in raised.value.remedy
    assert "parity: {mode: report" in raised.value.remedy


def test_the_remedy_fits_the_model() -> None:
    with pytest.raises(ParityError) as raised:
        enforce({"gcp": FAILED}, Parity.REQUIRED, Form.CANONICAL)
    assert "reemit" not in raised.value.remedy
    assert "another runtime" in raised.value.remedy


@pytest.mark.parametrize("mode", [Parity.REPORT, Parity.OFF])
def test_where_no_certificate_is_required_a_failure_stops_nothing(mode: Parity) -> None:
    enforce({"gcp": FAILED}, mode)


def test_certificates_of_all_targets_stop_nothing() -> None:
    enforce({"aws": PASSED, "disk": Certificate(PLAIN, reason="nobody loads it")}, Parity.REQUIRED)
