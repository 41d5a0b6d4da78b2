"""What a target gets, what serves it there, and the proof that it answers as the model does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Kind(StrEnum):
    """For whom a package is made."""

    PLAIN = "plain"
    ONNX = "onnx"
    SAGEMAKER = "sagemaker"
    VERTEX = "vertex"
    AZUREML = "azureml"
    KSERVE = "kserve"
    MODELPACK = "modelpack"


class Form(StrEnum):
    """What the files of a model are: `canonical` is the bundled model's own document, `opaque` is
    anything that mcdeploy does not look into."""

    CANONICAL = "canonical"
    ONNX = "onnx"
    SKLEARN = "sklearn"
    MLFLOW = "mlflow"
    SAFETENSORS = "safetensors"
    OPAQUE = "opaque"


@dataclass(frozen=True, slots=True)
class Packaging:
    """What a target asks for: a kind of package, and the name of a runtime of that kind in the
    catalogue (empty where the kind has none)."""

    kind: Kind
    runtime: str = ""


PLAIN = Packaging(Kind.PLAIN)


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What a model says of n rows: `labels`, text, has shape (n,); `probabilities`, float64, has
    shape (n, k), in the order of the k `classes`."""

    classes: tuple[str, ...]
    labels: "NDArray[np.str_]"
    probabilities: "NDArray[np.float64]"


Answer = Callable[["NDArray[np.float64]"], Answers]
"""A model that can be asked: rows of shape (n, p), float64, to what it says of them. Raises
ModelError when it says nothing."""


class Parity(StrEnum):
    """What it takes for a package to be released: a certificate; a certificate or a recorded
    failure; nothing."""

    REQUIRED = "required"
    REPORT = "report"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a package, loaded by its service's own code, said of `rows` rows beside the model
    itself.

    `loader` names that code and its version; `evaluated` of the rows are real, of the evaluation or
    of `parity.rows`, the others were made to be difficult. `labels` is how many labels differ;
    `difference` is the greatest difference of a probability, rounded up to a power of ten since its
    digits depend on the processor; `row` the row where it was found; `tolerance` what is allowed;
    `ties` of how many rows any of several labels was taken, since the model itself holds them for
    as probable. With `failure` the package could not be asked, or said something else: why, in a
    sentence. Where nobody can be asked, `rows` is 0 and `reason` says why that is as it should be.
    """

    package: Packaging
    loader: str = ""
    rows: int = 0
    evaluated: int = 0
    labels: int = 0
    difference: float = 0.0
    row: str = ""
    tolerance: float = 0.0
    ties: int = 0
    failure: str = ""
    reason: str = ""

    @property
    def passed(self) -> bool:
        """Whether nothing failed, and either what was said is the same, or there is a reason why
        nobody was asked."""
        if self.failure or self.labels or not self.difference <= self.tolerance:
            return False
        return bool(self.rows or self.reason)


UNPROVEN: Mapping[str, Certificate] = MappingProxyType({})
"""No target has a certificate."""
