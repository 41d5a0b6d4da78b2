"""A page as its reader meets it: the tags in their order, and the text by tag."""

from html.parser import HTMLParser

from mcdeploy.evaluation.report import page
from mcdeploy.evaluation.report.markup import VOID
from tests.evaluation.specimens import Specimen


def rendered(one: Specimen) -> bytes:
    return page.render(
        one.evaluation, one.verdicts, one.model, one.name, one.waiver, one.certificates
    )


class Page(HTMLParser):
    """Checks the nesting while it reads, and keeps what the tests ask about."""

    def __init__(self, source: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, list[str]] = {}
        self.feed(source.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.setdefault(self.open[-1] if self.open else "", []).append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def has(self, tag: str, words: str) -> bool:
        """Do these words stand in one of those elements?"""
        return any(words in text for text in self.text.get(tag, []))
