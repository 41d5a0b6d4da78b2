"""What is refused unless somebody vouches for it."""

from collections.abc import Sequence

from mcdeploy.errors import ModelError
from mcdeploy.own.looking import Unsafe

SHOWN = 5
ORDINARY = frozenset(
    ("_codecs", "builtins", "collections", "copyreg", "joblib", "numpy", "sklearn")
)
"""Packages that pickles of honest models import; they are told last."""

REMEDY = (
    "save the model in a format that cannot run code (ONNX, safetensors, skops), or, where you "
    "know who made it, allow it: `model.trust: {allow_unsafe_format: true}`"
)


def refuse(who: str, found: Sequence[Unsafe]) -> None:
    """ModelError that names each file, if there is any."""
    if not found:
        return
    told = "; ".join(_told(one) for one in found[:SHOWN])
    more = f"; and {len(found) - SHOWN} more files" if len(found) > SHOWN else ""
    raise ModelError(who, f"loading it would run code: {told}{more}", remedy=REMEDY)


def _told(one: Unsafe) -> str:
    if not one.imports:
        return f"{one.path} {one.what}"
    names = sorted(one.imports, key=lambda name: name.partition(".")[0] in ORDINARY)
    more = ", …" if len(names) > SHOWN else ""
    return f"{one.path} {one.what} (it would import {', '.join(names[:SHOWN])}{more})"
