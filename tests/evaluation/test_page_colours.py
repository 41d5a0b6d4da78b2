"""Letters and lines of the pictures can be told from what lies behind them (WCAG 2.2, 1.4.3 and
1.4.11); of the text around them the check in the browser takes care."""

import re
from collections.abc import Mapping
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.evaluation.report.pictures.matrix import STRONG, strength

Colour = tuple[float, float, float]


def schemes() -> list[Mapping[str, Colour]]:
    """The light colours and the dark ones, by name."""
    sheet = files("mcdeploy.evaluation.report").joinpath("style/colours.css").read_text()
    light, dark = sheet.split("@media")
    return [_colours(light), _colours(dark)]


def _colours(text: str) -> dict[str, Colour]:
    found = re.findall(r"--([a-z-]+): #([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", text)
    return {name: (int(r, 16), int(g, 16), int(b, 16)) for name, r, g, b in found}


def luminance(colour: Colour) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    parts = [each / 255 for each in colour]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def over(front: Colour, back: Colour, opacity: float) -> Colour:
    r, g, b = (opacity * f + (1 - opacity) * k for f, k in zip(front, back, strict=True))
    return r, g, b


def test_both_schemes_name_the_same_colours() -> None:
    light, dark = schemes()
    assert set(light) == set(dark)
    assert len(light) > 15


@pytest.mark.parametrize("scheme", schemes(), ids=("light", "dark"))
@pytest.mark.parametrize("kind", ["hit", "miss"])
@given(share=st.floats(0.0, 1.0))
def test_a_number_in_a_cell_can_be_read(
    scheme: Mapping[str, Colour], kind: str, share: float
) -> None:
    opacity = strength(share)
    letters = scheme["on"] if opacity > STRONG else scheme["ink"]
    assert contrast(letters, over(scheme[kind], scheme["cell"], opacity)) >= 4.5


@pytest.mark.parametrize("scheme", schemes(), ids=("light", "dark"))
@pytest.mark.parametrize("name", ["hit", "miss", "three", "four", "bar", "count", "soft", "ink"])
def test_lines_and_bars_can_be_told_from_the_paper(scheme: Mapping[str, Colour], name: str) -> None:
    assert contrast(scheme[name], scheme["paper"]) >= 3.0


@pytest.mark.parametrize("scheme", schemes(), ids=("light", "dark"))
def test_a_whisker_can_be_told_from_its_bar(scheme: Mapping[str, Colour]) -> None:
    assert contrast(scheme["ink"], scheme["bar"]) >= 3.0
