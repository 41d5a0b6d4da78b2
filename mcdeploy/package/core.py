"""What every layout starts from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mcdeploy.domain import Listener, Model, quiet


@dataclass(frozen=True, slots=True)
class Core:
    """A model, its `name`, and the `documents` that travel with it: the model card `README.md` and
    the evaluation's report, by name. The listener hears of what is installed to make a package."""

    name: str
    model: Model
    documents: Mapping[str, bytes] = field(default_factory=dict)
    listener: Listener = quiet

    def beside(self, folder: str = "") -> dict[str, bytes]:
        """The documents by path: the card in the folder, the report in `evaluation` in there."""
        return {
            folder + (name if name == "README.md" else f"evaluation/{name}"): content
            for name, content in self.documents.items()
        }
