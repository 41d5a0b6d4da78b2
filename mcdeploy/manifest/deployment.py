"""One document, from plain data to a Manifest."""

from dataclasses import replace

from mcdeploy.domain import Residency, Target
from mcdeploy.manifest.check import checked
from mcdeploy.manifest.criteria import criteria, model
from mcdeploy.manifest.distinct import distinct
from mcdeploy.manifest.document import Document, Jurisdictions
from mcdeploy.manifest.packaging import check_rows, parity
from mcdeploy.manifest.plain import Text
from mcdeploy.manifest.problem import Field
from mcdeploy.manifest.replication import machine, objective, required
from mcdeploy.manifest.signature import signing
from mcdeploy.manifest.stated import Stated, stated
from mcdeploy.manifest.target import target
from mcdeploy.manifest.traffic import traffic
from mcdeploy.manifest.value import Manifest


def deployment(text: Text) -> Manifest | None:
    """The deployment that the text describes, or None when it has mistakes, which are noted."""
    document = checked(Document, text.data, text)
    targets = _targets(text)
    if document is None:
        return None
    numbers = stated(document.catalog, text)
    manifest = Manifest(
        name=document.name,
        source=text.file,
        folder=text.folder,
        model=model(document.model, document.evaluation, text),
        criteria=criteria(document.model, document.evaluation, text),
        targets=tuple(_billed(target, numbers) for target in targets),
        required=required(document.replication, len(document.targets), text),
        policy=document.routing.policy,
        residency=_residency(document.residency),
        channel=document.channel,
        parity=parity(document.parity, text),
        signature=signing(document.signature, text),
        deep=document.replication.verify == "deep",
        objective=objective(document.replication, text),
        machine=machine(document.replication, numbers, text),
        traffic=traffic(document.traffic, text),
        round_trips=numbers.round_trips,
    )
    if not text.problems:
        check_rows(manifest.model, targets, manifest.parity, text)
    return None if text.problems else manifest


def _targets(text: Text) -> tuple[Target, ...]:
    data = text.data.get("targets") if isinstance(text.data, dict) else None
    items = list(enumerate(data)) if isinstance(data, list) else []
    fields: list[tuple[Field, object]] = [(("targets", index), item) for index, item in items]
    named = [(at, item["name"]) for at, item in fields if isinstance(item, dict) and "name" in item]
    distinct(
        ((name, text, (*at, "name")) for at, name in named if isinstance(name, str)),
        "another target of this name is",
    )
    native = _native(text)
    built = [(at, target(item, text, at, native=native)) for at, item in fields]
    distinct(
        ((found.location, text, at) for at, found in built if found),
        "another target of the same place is",
    )
    return tuple(found for _, found in built if found)


def _billed(target: Target, numbers: Stated) -> Target:
    """The target with what is stated of its region's prices."""
    if not target.public:
        return target
    return replace(target, tariff=numbers.tariff(f"{target.provider}:{target.region}"))


def _native(text: Text) -> bool:
    """Whether packages for a service's own loader can be made of the model: of the bundled one,
    and of one whose libraries are named."""
    model = text.data.get("model") if isinstance(text.data, dict) else None
    return isinstance(model, dict) and ("bundled" in model or "versions" in model)


def _residency(written: Jurisdictions) -> Residency:
    return Residency(frozenset(written.allow), frozenset(written.deny))
