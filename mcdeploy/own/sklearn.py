"""scikit-learn dumps: asked, and read, by the very version that wrote them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mcdeploy.domain import Answer, Listener
from mcdeploy.environments import environment
from mcdeploy.own.asking import ask, asker
from mcdeploy.own.versions import writer
from mcdeploy.records import canonical


@dataclass(frozen=True, slots=True)
class Dump:
    """A file that joblib, pickle or skops wrote (`skops` says which of them reads it), the version
    of scikit-learn whose model is in it, and whether somebody vouches for it."""

    path: Path
    version: str
    skops: bool
    trusted: bool

    @property
    def request(self) -> dict[str, object]:
        """What programs are told."""
        return {"version": self.version, "skops": self.skops, "trusted": self.trusted}


def answer(dump: Dump, listener: Listener) -> Answer:
    """The model in the dump, as somebody who can be asked. ModelError, at once, for a version of
    which no environment is known."""
    return asker("ask_sklearn", dump.path, _python(dump, listener), dump.request)


def canonical_document(dump: Dump, listener: Listener) -> bytes:
    """The logistic regression in the dump as the canonical document of the bundled model.

    Raises ModelError when it is none that has this form, and EnvironmentMissing.
    """
    request = {"model": str(dump.path.absolute()), **dump.request}
    said = ask(_python(dump, listener)(), "read_sklearn", dump.path, request)
    return canonical.encode(said)


def _python(dump: Dump, listener: Listener) -> Callable[[], Path]:
    found = writer(dump.version)
    told = f"scikit-learn {found.version}"
    return lambda: environment((found.lock,), found.python, listener, told=told)
