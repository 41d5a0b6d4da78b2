"""Names of classes, where the classes are known before anything is trained."""

from collections.abc import Iterator

from mcdeploy.manifest.classes import CLASSES
from mcdeploy.manifest.document import Bundled
from mcdeploy.manifest.evaluation import Evaluation
from mcdeploy.manifest.known import meant
from mcdeploy.manifest.plain import Text
from mcdeploy.manifest.problem import Field
from mcdeploy.manifest.weights import Own

_AT = ("evaluation",)


def check_classes(model: Bundled | Own, asked: Evaluation, text: Text) -> None:
    """Note each class of the evaluation that the data set does not have."""
    if not isinstance(model, Bundled) or not isinstance(model.data, str):
        return
    known = CLASSES[model.data]
    for name, at, key in _named(asked):
        if name not in known:
            there = f"; there are {', '.join(known)}"
            hint = "" if text.secret(at) else meant(name, set(known)) or there
            text.wrong(at, f"{model.data} has no class of this name{hint}", key=key)


def _named(asked: Evaluation) -> Iterator[tuple[str, Field, bool]]:
    """Each name, where it stands, and whether it stands there as a key."""
    if asked.positive is not None:
        yield asked.positive, (*_AT, "positive"), False
    for true, said in asked.costs.items():
        yield true, (*_AT, "costs", true), True
        yield from ((name, (*_AT, "costs", true, name), True) for name in said)
    for index, bound in enumerate(asked.gates):
        if bound.label is not None:
            yield bound.label, (*_AT, "gates", index, "class"), False
