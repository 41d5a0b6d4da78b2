"""The page in a browser: nothing on the console or over the network, and readable by everybody."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Literal

import pytest
from _pytest.outcomes import Failed, Skipped
from playwright.sync_api import Browser, ConsoleMessage, Page, Route

from tests.evaluation import specimens
from tests.evaluation.browser import browser, program
from tests.evaluation.parsed import rendered
from tests.evaluation.specimens import Specimen

__all__ = ["browser"]

ADDRESS = "http://report.invalid/report.html"
SMALLEST = 10.9
"""Pixels of the smallest letters, on the phone too."""

EVERY: dict[str, Callable[[], Specimen]] = {
    "digits": specimens.digits,
    "fraud": specimens.fraud,
    "undefined": specimens.undefined,
    "wide": specimens.wide,
    "bare": specimens.bare,
}
WIDTHS = (360, 1440)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

SMALL_TEXT = """least => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || element.closest('title, desc, details:not([open])'))
      continue;
    const matrix = element instanceof SVGGraphicsElement ? element.getScreenCTM() : null;
    const scale = matrix ? Math.hypot(matrix.a, matrix.b) : 1;
    const size = scale * parseFloat(getComputedStyle(element).fontSize);
    if (size < least) found.push(`${size.toFixed(1)}: ${walk.currentNode.data}`);
  }
  return found;
}"""

CUT_TEXT = """() => [...document.querySelectorAll('svg text')].filter(text => {
  const frame = text.closest('.scroll') ? text.ownerSVGElement : document.body;
  const box = text.getBoundingClientRect(), edge = frame.getBoundingClientRect();
  return box.width > 0 && (box.left < edge.left - 4 || box.right > edge.right + 4);
}).map(text => text.textContent)"""


@dataclass
class Shown:
    """A page that is open, what it asked for, and what went wrong in it."""

    page: Page
    asked: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


@pytest.fixture(scope="module", params=EVERY)
def source(request: pytest.FixtureRequest) -> str:
    return rendered(EVERY[request.param]()).decode()


@pytest.fixture(scope="module", params=WIDTHS)
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(scope="module")
def shown(browser: Browser, source: str, width: int) -> Iterator[Shown]:
    """The page at this width, served without a network."""
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        one = Shown(context.new_page())
        _listen(one, source)
        one.page.goto(ADDRESS)
        yield one


def _listen(one: Shown, source: str) -> None:
    def answer(route: Route) -> None:
        one.asked.append(route.request.url)
        if route.request.url == ADDRESS:
            route.fulfill(body=source, content_type="text/html; charset=utf-8")
        else:
            route.abort()

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            one.wrong.append(message.text)

    one.page.route("**/*", answer)
    one.page.on("console", hear)
    one.page.on("pageerror", lambda error: one.wrong.append(str(error)))


@pytest.mark.parametrize(("ci", "outcome"), [("true", Failed), ("", Skipped)])
def test_without_a_browser_tests_are_skipped_but_fail_in_ci(
    monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.delenv("MCDEPLOY_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises((Failed, Skipped), match="give its path in MCDEPLOY_CHROMIUM") as found:
        program()
    assert found.type is outcome
    monkeypatch.setenv("MCDEPLOY_CHROMIUM", "/opt/chromium")
    assert program() == "/opt/chromium"


def test_nothing_goes_wrong_and_nothing_is_asked_for(shown: Shown) -> None:
    assert shown.wrong == []
    assert {url for url in shown.asked if not url.endswith("/favicon.ico")} == {ADDRESS}


def test_the_page_is_as_wide_as_the_window(shown: Shown) -> None:
    _unfold(shown.page)
    wide, there = shown.page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= there


def test_a_table_that_is_stacked_is_read_without_scrolling(shown: Shown, width: int) -> None:
    frames = shown.page.locator(".scroll:has(> .stacked)").all()
    assert frames or shown.page.locator("#classes tbody tr").count() > 12
    for frame in frames:
        block = frame.locator("tbody tr").first.evaluate("each => getComputedStyle(each).display")
        assert (block == "grid") == (width < 480)
        assert width > 480 or frame.evaluate("each => each.scrollWidth <= each.clientWidth")


def test_no_text_is_too_small_to_read(shown: Shown) -> None:
    _unfold(shown.page)
    assert shown.page.evaluate(SMALL_TEXT, SMALLEST) == []


def test_no_label_of_a_picture_is_cut_off(shown: Shown) -> None:
    assert shown.page.evaluate(CUT_TEXT) == []


@pytest.fixture(scope="module")
def examined(browser: Browser, source: str, width: int) -> Iterator[Page]:
    """The page with axe-core in it. The page's own policy forbids scripts, so the check needs a
    context that ignores it."""
    with browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True) as context:
        page = context.new_page()
        page.set_content(source)
        _unfold(page)
        page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text())
        yield page


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_no_violation(examined: Page, scheme: Literal["light", "dark"]) -> None:
    examined.emulate_media(color_scheme=scheme)
    found = examined.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"][:3]]) for each in found] == []


def test_the_keyboard_reaches_everything(shown: Shown) -> None:
    """First the way around the navigation, then the navigation, then each frame that scrolls."""
    shown.page.goto(ADDRESS)
    reached = _tabbed(shown.page, 400)
    links = shown.page.locator("nav a").count()
    assert reached[0] == "skip"
    assert reached[1 : 1 + links] == ["nav"] * links
    frames = shown.page.locator("main .scroll:visible").count()
    assert reached.count("scroll") == frames > 0


def test_the_way_around_leads_to_the_details(shown: Shown) -> None:
    shown.page.goto(ADDRESS)
    shown.page.keyboard.press("Tab")
    skip = shown.page.locator(".skip")
    assert skip.bounding_box() is not None
    shown.page.keyboard.press("Enter")
    assert shown.page.evaluate("document.activeElement.id") == "details"


def test_what_has_the_focus_is_seen(shown: Shown) -> None:
    shown.page.goto(ADDRESS)
    for _ in range(5):
        shown.page.keyboard.press("Tab")
        width = shown.page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert float(width.removesuffix("px")) >= 2


def test_on_paper_everything_is_unfolded_and_light(shown: Shown) -> None:
    shown.page.goto(ADDRESS)
    shown.page.emulate_media(media="print", color_scheme="dark")
    assert shown.page.locator("nav").is_hidden()
    light = "getComputedStyle(document.documentElement).getPropertyValue('--ink').trim()"
    assert shown.page.evaluate(light) == "#1d2430"
    hidden = shown.page.locator("details table").all()
    assert all(table.is_visible() for table in hidden[:5])
    shown.page.emulate_media(media="screen", color_scheme="light")


def _unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


def _tabbed(page: Page, most: int) -> list[str]:
    """What the tabulator reaches, by kind, until it leaves the page."""
    kind = """(() => { const e = document.activeElement;
      return e === document.body ? '' : e.closest('nav') ? 'nav'
        : e.className || e.tagName.toLowerCase(); })()"""
    found: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        reached = page.evaluate(kind)
        if not reached:
            break
        found.append(reached)
    return found
