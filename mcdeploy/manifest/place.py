"""Where on earth a target is."""

from collections.abc import Iterable, Mapping

from mcdeploy import catalog
from mcdeploy.catalog.nearest import nearest
from mcdeploy.domain import Place
from mcdeploy.errors import UsageError
from mcdeploy.manifest.document import Common
from mcdeploy.manifest.plain import Text
from mcdeploy.manifest.problem import Field, shown

_HERE = ("country", "coordinates")


def place(target: Common, text: Text, at: Field, *, public: bool) -> Place | None:
    """From the catalogue for a region of a provider's own cloud, else from country and
    coordinates where they are given. Mistakes are noted."""
    if public and target.region is None:
        text.wrong((*at, "region"), "this key is missing; a provider's own cloud has regions")
        return None
    codes = _regions(target.provider)
    if not public or not codes:
        return _stated(target, text, at)
    for key in (key for key in _HERE if getattr(target, key) is not None):
        text.wrong((*at, key), "does not belong here; the region says where this is", key=True)
    if target.region not in codes:
        _unknown_region(str(target.region), codes, text, (*at, "region"))
    return codes.get(str(target.region))


def suspect_region(target: Mapping[str, object], text: Text, at: Field) -> None:
    """Note a region that looks misspelt, of a target whose other mistakes hide whether it is in
    a provider's own cloud."""
    region, codes = target.get("region"), _regions(target.get("provider"))
    if isinstance(region, str) and region not in codes and nearest(region.lower(), codes, 1):
        _unknown_region(region, codes, text, at)


def _regions(provider: object) -> dict[str, Place]:
    return {r.code: r.place for r in catalog.regions().values() if r.provider == provider}


def _unknown_region(region: str, codes: Iterable[str], text: Text, at: Field) -> None:
    near = nearest(region.lower(), codes, 1)
    hint = f"; did you mean {near[0]}?" if near else ""
    text.wrong(at, f"the catalogue has no region {shown(text.spots[at].text)}{hint}")


def _stated(target: Common, text: Text, at: Field) -> Place | None:
    if target.country is None and target.coordinates is None:
        return None
    if target.country is None or target.coordinates is None:
        there, lacking = _HERE if target.coordinates is None else _HERE[::-1]
        text.wrong((*at, there), f"needs {lacking} beside it", key=True)
        return None
    try:
        return catalog.place(target.country.lower(), *target.coordinates)
    except UsageError as error:
        hint = "" if text.secret((*at, "country")) else f"; {error.remedy}"
        text.wrong((*at, "country"), f"{error.what}{hint}")
        return None
