"""The gates as a CI system reads them."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.domain import Gate
from mcdeploy.evaluation.gates import Verdict, asked
from mcdeploy.evaluation.report import junit
from mcdeploy.evaluation.result import Interval

PASSED = Verdict(Gate("f1_macro", min=0.95), 0.975, passed=True, why="0.975, must be at least 0.95")
FAILED = Verdict(
    Gate("recall", min=0.9, label="fraud", confidence=0.95),
    0.912,
    passed=False,
    why="0.912 (0.871 to 0.944), the lower end must be at least 0.9",
    interval=Interval(0.871, 0.944, 0.02),
)
LIVE = Verdict(Gate("mcc", not_worse_than="current"), None, passed=True, why="nothing is live yet")


def read(verdicts: tuple[Verdict, ...], name: str = "fraud") -> ElementTree.Element:
    return ElementTree.fromstring(junit.render(verdicts, name))  # noqa: S314 - our own document


def test_one_suite_counts_its_cases() -> None:
    root = read((PASSED, FAILED, LIVE))
    [suite] = root
    assert (root.tag, suite.tag, suite.get("name")) == ("testsuites", "testsuite", "fraud")
    for element in (root, suite):
        counts = {key: element.get(key) for key in ("tests", "failures", "errors", "skipped")}
        assert counts == {"tests": "3", "failures": "1", "errors": "0", "skipped": "1"}
        assert element.get("time") == "0"
    assert [case.tag for case in suite] == ["testcase"] * 3


def test_a_case_says_what_was_asked_and_what_was_found() -> None:
    passed, failed, live = read((PASSED, FAILED, LIVE))[0]
    assert failed.attrib == {
        "classname": "fraud.gates",
        "name": "recall of 'fraud' at least 0.9 with confidence 0.95",
        "time": "0",
    }
    [failure] = failed.iter("failure")
    assert failure.attrib == {"message": FAILED.why, "type": "GateFailed"}
    assert failure.text == f"{failed.get('name')}: {FAILED.why}"
    numbers = {one.get("name"): one.get("value") for one in failed.iter("property")}
    assert numbers == {"value": "0.912", "low": "0.871", "high": "0.944"}
    assert list(passed.iter("failure")) == []
    assert passed.findtext("system-out") == PASSED.why
    assert list(live.iter("properties")) == []
    assert [one.attrib for one in live.iter("skipped")] == [{"message": LIVE.why}]
    assert list(passed.iter("skipped")) == list(failed.iter("skipped")) == []


def test_without_gates_there_is_an_empty_suite() -> None:
    [suite] = read(())
    assert (suite.get("tests"), len(suite)) == ("0", 0)


@given(st.text(), st.text(), st.text())
def test_any_text_can_be_read_back(name: str, label: str, why: str) -> None:
    verdict = Verdict(Gate("recall", min=0.5, label=label), 0.25, passed=False, why=why)
    first = junit.render((verdict,), name)
    [[case]] = read((verdict,), name)
    assert case.get("name") == asked(verdict.gate)
    allowed = "".join(
        c
        if c in "\t\n\r"
        or (c >= "\x20" and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
        else "\ufffd"
        for c in why
    )
    assert case.find("failure").get("message") == allowed  # type: ignore[union-attr]
    assert junit.render((verdict,), name) == first
