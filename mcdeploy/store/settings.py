"""What a target of a provider may say about itself: the base for every provider's settings."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationInfo


class Settings(BaseModel):
    """Base of a provider's own keys of a target; unknown keys are mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _inside(path: Path, info: ValidationInfo) -> Path:
    """Anchor a relative path at the manifest's folder (validation context key `folder`)."""
    folder = Path((info.context or {}).get("folder", "."))
    if path.is_absolute():
        return path
    if not (folder / path).resolve().is_relative_to(folder.resolve()):
        raise ValueError(
            "climbs out of the manifest's folder; write an absolute path if you mean it"
        )
    return folder / path


FolderPath = Annotated[Path, AfterValidator(_inside)]
"""A path that a manifest names: absolute, or relative to the manifest's folder and within it."""
