"""What is known about the world: regions, jurisdictions, prices and distances.

Every number stands in a file under `data/` together with its source and date.
"""

from mcdeploy.catalog.jurisdiction import jurisdictions, place
from mcdeploy.catalog.region import Region, find, regions

__all__ = ["Region", "find", "jurisdictions", "place", "regions"]
