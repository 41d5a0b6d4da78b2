"""What a target of a provider may say about itself: the base for every provider's settings."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationInfo


class Settings(BaseModel):
    """Base of a provider's own keys of a target; unknown keys are mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def _inside(path: Path, info: ValidationInfo) -> Path:
    """Anchor a relative path at the manifest's folder (validation context key `folder`)."""
    folder = Path((info.context or {}).get("folder", "."))
    try:
        inside = (folder / path).resolve().is_relative_to(folder.resolve())
    except RuntimeError as error:  # before Python 3.13
        raise ValueError("leads through symbolic links that go in a circle") from error
    if not inside and not path.is_absolute():
        raise ValueError(
            "climbs out of the manifest's folder; write an absolute path if you mean it"
        )
    return folder / path


FolderPath = Annotated[Path, AfterValidator(_inside)]
"""A path that a manifest names: absolute, or relative to the manifest's folder and within it."""
