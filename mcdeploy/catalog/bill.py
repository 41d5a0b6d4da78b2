"""What it costs to put bytes on a target and to leave them there."""

from mcdeploy.catalog import prices
from mcdeploy.domain import Cost, Target

GB = 2**30
"""The clouds bill a GB of 2^30 bytes."""

REQUESTS = 10_000
"""The number of requests that one price of `prices.writes` pays for."""


def estimate(target: Target, stored_bytes: int, sent_bytes: int, requests: int) -> Cost:
    """List-price dollars: `once` for sending the bytes in so many write requests, `monthly` for
    those then stored.

    A target outside the public clouds costs nothing here: own hardware has no list price.
    Raises UsageError when a public target's region is not in the catalogue.
    """
    if not target.public:
        return Cost(0.0, 0.0)
    region = f"{target.provider}:{target.region}"
    sending = sent_bytes / GB * prices.INBOUND.dollars
    writing = requests / REQUESTS * prices.writes(region, target.tariff).dollars
    keeping = stored_bytes / GB * prices.storage(region, target.tariff).dollars
    return Cost(sending + writing, keeping)
