"""Which API each provider's prices come from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mcdeploy.catalog.refresh import aws, azure, gcp
from mcdeploy.catalog.refresh.quote import Quote, Unpriced, checked
from mcdeploy.catalog.refresh.web import Web
from mcdeploy.catalog.region import Region, regions
from mcdeploy.catalog.zones import zone

KEY = "GOOGLE_API_KEY"
"""The variable with the key for Google's catalogue; the other two ask for none."""


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where the APIs answer."""

    aws: str = "https://pricing.us-east-1.amazonaws.com"
    azure: str = "https://prices.azure.com/api/retail/prices"
    gcp: str = "https://cloudbilling.googleapis.com"


ENDPOINTS = Endpoints()


def quotes(cloud: str, endpoints: Endpoints, environ: Mapping[str, str]) -> tuple[Quote, ...]:
    """The prices that a provider publishes of the catalogue's regions. Raises `Unpriced`."""
    known = [region for region in regions().values() if region.provider == cloud]
    return checked(CLOUDS[cloud](endpoints, environ, known))


def _aws(endpoints: Endpoints, _: Mapping[str, str], known: list[Region]) -> list[Quote]:
    return aws.quotes(Web(endpoints.aws), frozenset(region.code for region in known))


def _azure(endpoints: Endpoints, _: Mapping[str, str], known: list[Region]) -> list[Quote]:
    return azure.quotes(Web(endpoints.azure), {one.code: zone(one).name for one in known})


def _gcp(endpoints: Endpoints, environ: Mapping[str, str], known: list[Region]) -> list[Quote]:
    if not (key := environ.get(KEY)):
        raise Unpriced(f"Google's catalogue wants an API key, and {KEY} names none")
    web = Web(endpoints.gcp, {"X-Goog-Api-Key": key})
    return gcp.quotes(web, frozenset(region.code for region in known))


Source = Callable[[Endpoints, Mapping[str, str], list[Region]], list[Quote]]

CLOUDS: Mapping[str, Source] = MappingProxyType({"aws": _aws, "azure": _azure, "gcp": _gcp})
"""The providers whose prices can be asked for."""
