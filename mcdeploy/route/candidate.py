"""A target that may be read from, with the numbers by which it is judged."""

from dataclasses import dataclass

from mcdeploy.catalog import distance, prices, regions
from mcdeploy.domain import Choice, Health, Place, RoundTrip, Target


@dataclass(frozen=True, slots=True)
class Candidate:
    """A target as seen from the origin: round trip in ms and dollars per GB read from it, each None
    where it is not known; `measured` says where the round trip stands that is no estimate."""

    target: Target
    health: Health
    milliseconds: float | None
    dollars_per_gb: float | None
    measured: str = ""

    @property
    def dark(self) -> bool:
        return self.health is Health.DARK

    def choice(self, why: str) -> Choice:
        """The candidate as the router publishes it."""
        return Choice(
            target=self.target.name,
            location=self.target.location,
            milliseconds=self.milliseconds,
            dollars_per_gb=self.dollars_per_gb,
            health=self.health,
            why=why,
        )


def candidate(
    origin: Place, target: Target, health: Health, measured: RoundTrip | None = None
) -> Candidate:
    """The target as measured from the origin, else as the catalogue estimates it."""
    if measured is not None:
        trip = measured.milliseconds
        return Candidate(target, health, trip, _dollars(target), measured.source)
    here = target.place
    away = None if here is None else distance.milliseconds(origin, here)
    return Candidate(target, health, away, _dollars(target))


def _dollars(target: Target) -> float | None:
    if not target.public:
        return 0.0  # own hardware: no list price
    region = regions().get(f"{target.provider}:{target.region}")
    return None if region is None else prices.egress(region, target.tariff).dollars
