"""Whose code loads which package, and what it has to be told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mcdeploy.domain import Kind, Packaging
from mcdeploy.parity import modelpack, sagemaker, triton

PROGRAMS = Path(__file__).parent / "programs"

Prepare = Callable[[Path, Path], Mapping[str, object]]
"""From the package's `model/` and an empty folder to work in: what the program is told of where
the model is. It does what the service does before it loads anything."""


@dataclass(frozen=True, slots=True)
class Loader:
    """The program `load_<name>`, run in the runtime's environment; what comes before it; and the
    libraries that it is made of."""

    name: str
    prepare: Prepare
    libraries: tuple[str, ...]

    @property
    def program(self) -> Path:
        return PROGRAMS / f"load_{self.name}.py"


def loader(packaging: Packaging) -> Loader:
    """The loader of a runtime that the catalogue knows."""
    servers = _LOADERS[packaging.kind]
    return servers.get(packaging.runtime.partition("-")[0]) or servers[""]


def _as_it_is(model: Path, work: Path) -> Mapping[str, str]:
    del work
    return {"folder": str(model)}


def _file(model: Path, work: Path) -> Mapping[str, str]:
    del work
    return {"model": str(model / "model.onnx")}


SCIKIT_LEARN = "scikit-learn"

_LOADERS: Mapping[Kind, Mapping[str, Loader]] = {
    Kind.SAGEMAKER: {
        "": Loader("sagemaker", sagemaker.unpacked, ("sagemaker-inference", SCIKIT_LEARN)),
    },
    Kind.VERTEX: {
        "": Loader("vertex", _as_it_is, ("google-cloud-aiplatform", SCIKIT_LEARN)),
    },
    Kind.AZUREML: {
        "mlflow": Loader("mlflow", _as_it_is, ("mlflow-skinny", SCIKIT_LEARN)),
        "script": Loader("azureml", _as_it_is, ("azureml-inference-server-http", SCIKIT_LEARN)),
    },
    Kind.KSERVE: {
        "sklearnserver": Loader(
            "sklearnserver", _as_it_is, ("sklearnserver's rules", SCIKIT_LEARN)
        ),
        "mlserver": Loader("mlserver", _as_it_is, ("mlserver-sklearn", SCIKIT_LEARN)),
        "triton": Loader("onnx", triton.configured, ("onnxruntime",)),
    },
    Kind.ONNX: {"": Loader("onnx", _file, ("onnxruntime",))},
    Kind.MODELPACK: {"": Loader("onnx", modelpack.pulled, ("onnxruntime",))},
}
"""Where a kind has several servers, the first word of a runtime's name says which."""
