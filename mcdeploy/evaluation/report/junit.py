"""`gates.xml`: the gates as test cases in the XML of JUnit, which CI systems show.

The form is what most of them read, as https://github.com/testmoapp/junitxml describes it: one
`testsuite` in `testsuites`, each with the counts. There is no time stamp and no host name, so equal
verdicts give equal bytes.
"""

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from mcdeploy.evaluation.gates import Verdict, asked

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document may hold, not even escaped."""


def render(verdicts: Sequence[Verdict], name: str) -> bytes:
    """UTF-8; `name` is the deployment's. Each gate is one test case, in order: what it asks for is
    its name, the value and the interval are its properties, the reason is its failure or output. A
    gate that had nothing to be held against was skipped."""
    counts = {
        "tests": str(len(verdicts)),
        "failures": str(sum(not verdict.passed for verdict in verdicts)),
        "errors": "0",
        "skipped": str(sum(not verdict.held for verdict in verdicts)),
        "time": "0",
    }
    suite = Element("testsuite", {"name": _text(name), **counts})
    suite.extend(_case(verdict, name) for verdict in verdicts)
    root = Element("testsuites", {"name": "mcdeploy gates", **counts})
    root.append(suite)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, "unicode")}\n'.encode()


def _case(verdict: Verdict, name: str) -> Element:
    attributes = {"classname": f"{name}.gates", "name": asked(verdict.gate), "time": "0"}
    case = Element("testcase", {key: _text(value) for key, value in attributes.items()})
    if numbers := tuple(_numbers(verdict)):
        properties = SubElement(case, "properties")
        for key, number in numbers:
            SubElement(properties, "property", {"name": key, "value": repr(number)})
    if not verdict.held:
        SubElement(case, "skipped", {"message": _text(verdict.why)})
    elif not verdict.passed:
        told = {"message": _text(verdict.why), "type": "GateFailed"}
        SubElement(case, "failure", told).text = _text(f"{asked(verdict.gate)}: {verdict.why}")
    else:
        SubElement(case, "system-out").text = _text(verdict.why)
    return case


def _numbers(verdict: Verdict) -> Iterator[tuple[str, float]]:
    if verdict.value is not None:
        yield "value", verdict.value
    if verdict.interval is not None:
        yield "low", verdict.interval.low
        yield "high", verdict.interval.high


def _text(words: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", words)
