"""Files to manifests; every mistake in all of them is reported at once."""

from collections.abc import Mapping
from pathlib import Path

from mcdeploy.errors import ManifestError
from mcdeploy.manifest.compose import compose
from mcdeploy.manifest.deployment import deployment
from mcdeploy.manifest.distinct import distinct
from mcdeploy.manifest.plain import Text, read
from mcdeploy.manifest.problem import Position, Problem, Unreadable
from mcdeploy.manifest.source import files, text
from mcdeploy.manifest.value import Manifest


def load(path: Path, environ: Mapping[str, str]) -> tuple[Manifest, ...]:
    """The deployments in a file, or in all the YAML files of a folder, in order of writing.

    `environ` is what `${NAME}` in values is looked up in.

    Raises `ManifestError` with every mistake as `FILE:LINE:COLUMN: path.of.field: what`. What came
    from the environment is in no message.
    """
    unreadable: list[Problem] = []
    texts = [text for file in files(path) for text in _texts(file, environ, unreadable)]
    found = [deployment(text) for text in texts]
    _one_of_each_name(texts)
    problems = sorted({*unreadable, *(p for text in texts for p in text.problems)})
    if problems:
        raise ManifestError(str(path), [str(problem) for problem in problems])
    return tuple(manifest for manifest in found if manifest is not None)


def _texts(file: Path, environ: Mapping[str, str], unreadable: list[Problem]) -> list[Text]:
    try:
        roots = list(compose(text(file)))
    except Unreadable as error:
        unreadable.append(Problem(str(file), error.position, (), error.what))
        return []
    if not roots:
        unreadable.append(Problem(str(file), Position(1, 1), (), "the file is empty"))
    return [read(root, file, environ) for root in roots]


def _one_of_each_name(texts: list[Text]) -> None:
    named = [(t, t.data["name"]) for t in texts if isinstance(t.data, dict) and "name" in t.data]
    distinct(
        ((name, text, ("name",)) for text, name in named if isinstance(name, str)),
        "another deployment of this name is",
    )
