"""Names that are safe in object keys, in DNS-like labels and on a command line."""

from typing import Annotated

from pydantic import Field

_LABEL = r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"
_SEGMENT = r"[A-Za-z0-9][A-Za-z0-9._-]*"
_DIGEST = r"^[0-9a-f]{64}$"
_VERSION = r"^\d+\.\d+(\.\d+)?$"
_PREFIX = rf"^({_SEGMENT}(/{_SEGMENT})*)?$"

RULES = {
    _LABEL: "must be 1 to 63 lower-case letters, digits and hyphens, with no hyphen at either end",
    _PREFIX: "must be words of letters, digits, dots, hyphens and underscores, each beginning "
    "with a letter or a digit, with a slash between them",
    _DIGEST: "must be a SHA-256: 64 lower-case hexadecimal digits",
    _VERSION: "must be a version such as 1.9.1",
}
"""Each pattern in words."""

Label = Annotated[str, Field(pattern=_LABEL)]
Prefix = Annotated[str, Field(pattern=_PREFIX, max_length=200)]
Digest = Annotated[str, Field(pattern=_DIGEST)]
Version = Annotated[str, Field(pattern=_VERSION)]
