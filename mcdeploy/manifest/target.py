"""One target: the keys that all targets have, and those of its provider."""

from typing import TYPE_CHECKING

from mcdeploy.domain import Kind, Target
from mcdeploy.errors import UsageError
from mcdeploy.manifest.check import checked
from mcdeploy.manifest.document import Common
from mcdeploy.manifest.known import meant
from mcdeploy.manifest.packaging import packaging
from mcdeploy.manifest.place import place, suspect_region
from mcdeploy.manifest.plain import Text
from mcdeploy.manifest.problem import Field
from mcdeploy.store import registry

if TYPE_CHECKING:
    from mcdeploy.store.contract import Provider
    from mcdeploy.store.settings import Settings

_COMMON = frozenset(Common.model_fields)


def target(data: object, text: Text, at: Field, *, native: bool) -> Target | None:
    """The target, or None when a mistake was noted. `native` says that what the provider's own
    service loads can be made of the model."""
    if not isinstance(data, dict):
        checked(Common, data, text, at)
        return None
    provider = _provider(data.get("provider"), text, (*at, "provider"))
    ours = {key: value for key, value in data.items() if key in _COMMON}
    common = checked(Common, ours, text, at)
    if provider is None:
        return None
    theirs = {key: value for key, value in data.items() if key not in _COMMON}
    settings = checked(provider.settings, theirs, text, at, also=_COMMON)
    if common and settings:
        return _built(common, provider, settings, text, at, native=native)
    suspect_region(data, text, (*at, "region"))
    return None


def _provider(name: object, text: Text, at: Field) -> "Provider | None":
    if not isinstance(name, str):
        return None
    try:
        return registry.provider(name)
    except UsageError as error:
        known = registry.names()
        if name in known:
            text.wrong(at, error.what)
        else:
            hint = meant(name, set(known)) or f"; there are {', '.join(known)}"
            text.wrong(at, "there is no provider of this name" + hint)
        return None


def _built(
    common: Common,
    provider: "Provider",
    settings: "Settings",
    text: Text,
    at: Field,
    *,
    native: bool,
) -> Target | None:
    values = settings.model_dump()
    public = provider.public(values)
    before = len(text.problems)
    where = place(common, text, at, public=public)
    usual = provider.package if native and public else Kind.PLAIN
    package = packaging(common.package, usual, text, (*at, "package"))
    if len(text.problems) > before:
        return None
    return Target(
        name=common.name,
        provider=common.provider,
        location=provider.location(values, common.region),
        region=common.region,
        prefix=common.prefix,
        settings=values,
        place=where,
        public=public,
        weight=common.weight,
        package=package,
    )
