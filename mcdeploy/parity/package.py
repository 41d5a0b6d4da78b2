"""A package that lies in a folder, ready to be loaded."""

from dataclasses import dataclass
from pathlib import Path

from mcdeploy.domain import Form, Kind, Packaging


@dataclass(frozen=True, slots=True)
class Package:
    """`folder` is a release's folder on this machine, with `model/` in it; `form` is what the
    model is that was packaged."""

    folder: Path
    packaging: Packaging
    form: Form = Form.CANONICAL

    @property
    def model(self) -> Path:
        """What the service loads."""
        return self.folder / "model"

    @property
    def silent(self) -> str:
        """Why nobody can be asked, as it should be; empty where somebody can."""
        kind = self.packaging.kind
        if kind is Kind.PLAIN and self.form is not Form.CANONICAL:
            return "no service loads it: that the bytes are equal is all there is to prove"
        if kind is Kind.MODELPACK and self.form not in {Form.CANONICAL, Form.ONNX}:
            return "whoever pulls it loads it as they like: that the bytes are equal is proven"
        return ""
