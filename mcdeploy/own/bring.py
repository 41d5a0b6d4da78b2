"""The story of a model of one's own: fetch it, look at it, say what it is and who can be asked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from mcdeploy import archive
from mcdeploy.domain import Form, Listener, Mlflow, Model, Origin, Remote, RowsFile, Weights, quiet
from mcdeploy.environments import cache
from mcdeploy.errors import ModelError
from mcdeploy.own import fetching, forms, mlflow, onnx, sklearn, versions
from mcdeploy.own.fetching.names import shown
from mcdeploy.own.files import files
from mcdeploy.own.forms import Found
from mcdeploy.own.looking import Unsafe, look
from mcdeploy.own.refusal import SHOWN, refuse
from mcdeploy.store.digest import chunks, digest

MOST, TIMES, MEMBERS = 2**30, 20, 100_000
"""What an archive may hold: a gigabyte or so many times its own size, and so many members."""


def bring(weights: Weights, rows: RowsFile | None = None, listener: Listener = quiet) -> Model:
    """The weights as a model; `rows` are what it is asked about beside its packages.

    Nothing is loaded in this process. What would run code when it is loaded is refused unless
    `weights.unsafe` allows it; then it is loaded in environments of its own only. The listener
    hears of what is installed for that.

    Raises ModelError when there is nothing, or something that is refused or cannot be what is said
    of it; IntegrityError for bytes that are not what they should be; EnvironmentMissing; and what
    a store's reading raises.
    """
    who = _who(weights.origin)
    found = files(_unpacked(_local(weights.origin, listener), weights))
    unsafe = look(found)
    if not weights.unsafe:
        refuse(who, unsafe)
    known = forms.form(found, unsafe, weights, who)
    model = Model(files=found, lineage=_lineage(weights, known, unsafe), form=known.form)
    if rows is not None:
        from mcdeploy.own import rows as table  # NumPy is not imported for those who ask nothing

        model = replace(model, rows=table.read(rows))
    return _reemitted(_asked(model, known, listener), known, weights, who, listener)


def _who(origin: Origin) -> str:
    match origin:
        case Remote(uri):
            return shown(uri)
        case Mlflow(model):
            return str(model)
        case _:
            return str(origin)


def _local(origin: Origin, listener: Listener) -> Path:
    match origin:
        case Remote():
            return fetching.fetch(origin)
        case Mlflow(model):
            return mlflow.fetch(model, listener)
        case _:
            return origin


def _unpacked(path: Path, weights: Weights) -> Path:
    """What is in the archive, in the cache, where that is asked for."""
    if not weights.unpack:
        return path
    file = next(iter(files(path).values()))
    if path.is_dir():
        what = "`model.unpack` takes an archive apart, and this is a folder"
        raise ModelError(str(path), what, remedy="leave `unpack` out")
    most = max(MOST, TIMES * file.stat().st_size)
    key = str(digest(chunks(file)).checksums().sha256)

    def make(folder: Path) -> None:
        archive.unpack(file, folder, most=most, files=MEMBERS)

    return cache.folder("unpacked", key, make)


def _lineage(weights: Weights, found: Found, unsafe: Sequence[Unsafe]) -> Mapping[str, str]:
    told = {"model": "own"}
    if unsafe:
        told["unsafe_format_allowed"] = ", ".join(dict.fromkeys(one.path for one in unsafe[:SHOWN]))
    if isinstance(weights.origin, Remote):
        told["source"] = shown(weights.origin.uri)
    elif isinstance(weights.origin, Mlflow) and isinstance(weights.origin.model, str):
        told["source"] = weights.origin.model
    if found.dump is not None:
        told |= {versions.LIBRARY: found.dump.version}
        if not weights.reemit:
            told["works_on"] = versions.told(found.dump.version)
    return told


def _asked(model: Model, found: Found, listener: Listener) -> Model:
    """With who can be asked, where the form allows that."""
    if found.onnx is not None:
        return replace(model, answer=onnx.answer(found.onnx, listener))
    if found.dump is None:
        return model
    said = {versions.LIBRARY: found.dump.version}
    return replace(model, answer=sklearn.answer(found.dump, listener), versions=said)


def _reemitted(model: Model, found: Found, weights: Weights, who: str, listener: Listener) -> Model:
    """In the canonical form, from which each package is written anew; the dump is still what is
    asked, so the packages are held against what was brought."""
    if not weights.reemit:
        return model
    if found.dump is None:
        what = "`model.reemit` reads a scikit-learn dump, and this is none"
        raise ModelError(who, what, remedy="leave `reemit` out")
    document = sklearn.canonical_document(found.dump, listener)
    return replace(model, files={"model.json": document}, form=Form.CANONICAL)
