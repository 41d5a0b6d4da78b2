"""What each package answered, on the page and in the document."""

import json

from jsonschema import Draft202012Validator

from mcdeploy.evaluation.report import document
from tests.evaluation import specimens
from tests.evaluation.parsed import Page, rendered
from tests.evaluation.specimens import CERTIFICATES


def test_p4_the_page_tells_what_each_package_answered() -> None:
    page = Page(rendered(specimens.digits()))
    assert page.has("span", "523 rows, 360 of them real: no label differs")
    assert page.has("span", "by more than 3.3e-16 (evaluation row 17); 1e-12 is allowed.")
    assert page.has("span", f"predict_proba: AttributeError: {specimens.HOSTILE}")
    assert page.has("span", "no service loads a plain package")
    assert page.has("span", "Ties, where any of the tied labels is taken: 2.")
    for mark in ("✓ the same", "✗ not the same", "○ nobody to ask"):
        assert page.has("span", mark)


def test_without_packages_nothing_is_said_of_them() -> None:
    assert b'id="parity"' not in rendered(specimens.fraud())


def test_p4_the_document_holds_every_certificate() -> None:
    one = specimens.digits()
    text = document.render(
        one.evaluation, one.verdicts, one.model, one.name, certificates=CERTIFICATES
    )
    found = json.loads(text)
    Draft202012Validator(document.schema()).validate(found)
    assert [(each["target"], each["passed"]) for each in found["parity"]] == [
        ("aws-virginia", True),
        ("gcp-belgium", False),
        ("rack", True),
    ]
    assert found["parity"][0]["difference"] == 3.3e-16
