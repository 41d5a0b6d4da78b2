"""What every layout starts from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mcdeploy.domain import Content, Listener, Model, quiet

CARD = "README.md"


@dataclass(frozen=True, slots=True)
class Core:
    """A model, its `name`, and the `documents` that travel with it: the model card `README.md` and
    the evaluation's report, by name. The listener hears of what is installed to make a package."""

    name: str
    model: Model
    documents: Mapping[str, bytes] = field(default_factory=dict)
    listener: Listener = quiet

    def documented(self, files: Mapping[str, Content], folder: str = "") -> dict[str, Content]:
        """The files, and the documents beside them."""
        return {**files, **self.beside(files, folder)}

    def beside(self, files: Iterable[str], folder: str = "") -> dict[str, Content]:
        """The documents by path: the card in the folder, the report in `evaluation` in there. No
        file gives way to them: where there is a card already, ours lies beside the report."""
        taken = {path.casefold() for path in files}
        shown = "" if f"{folder}{CARD}".casefold() in taken else CARD
        placed = {
            folder + (name if name == shown else f"evaluation/{name}"): content
            for name, content in self.documents.items()
        }
        return {path: data for path, data in placed.items() if path.casefold() not in taken}
