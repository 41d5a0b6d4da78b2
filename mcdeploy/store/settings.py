"""What a target of a provider may say about itself: the base for every provider's settings."""

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

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


_PORTS = {"http": 80, "https": 443}


def _endpoint(url: str) -> str:
    """The URL with lower-case scheme and host, without a default port or a slash at its end."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname or any(map(str.isspace, url)):
        raise ValueError("an endpoint is a URL such as https://storage.example.com")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise ValueError("an endpoint has no user, query or fragment: credentials do not go here")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = "" if parts.port in (None, _PORTS[parts.scheme]) else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}{parts.path.rstrip('/')}"


Endpoint = Annotated[str, AfterValidator(_endpoint)]
"""The URL of a service, one for all ways to write it; never with a secret, for it is part of a
target's location, which everybody may see."""

FolderPath = Annotated[Path, AfterValidator(_inside)]
"""A path that a manifest names: absolute, or relative to the manifest's folder and within it."""
