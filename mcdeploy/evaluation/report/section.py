"""One section of the page."""

from dataclasses import dataclass

from mcdeploy.evaluation.report.markup import Markup, element, join


@dataclass(frozen=True, slots=True)
class Section:
    """`anchor` is its place in the page, `lead` says in plain words what is to be seen."""

    anchor: str
    heading: str
    lead: str
    content: Markup

    def render(self) -> Markup:
        return element(
            "section",
            element("h2", self.heading, id=f"{self.anchor}-heading"),
            element("p", self.lead, class_="lead") if self.lead else "",
            self.content,
            id=self.anchor,
            aria_labelledby=f"{self.anchor}-heading",
        )


def pair(*content: str) -> Markup:
    """Side by side where there is room."""
    return element("div", *content, class_="pair")


def figure(picture: Markup, caption: str) -> Markup:
    return element("figure", picture, element("figcaption", caption))


def titled(heading: str, *content: str, level: int = 3) -> Markup:
    return element("div", element(f"h{level}", heading), join(*content), class_="titled")
