"""What is known about libcloud's storage drivers, without importing any of them.

Read in the source of libcloud 3.9; a test compares the names with those of the installed version.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType

DRIVERS = (
    "aliyun_oss",
    "auroraobjects",
    "azure_blobs",
    "backblaze_b2",
    "cloudfiles",
    "digitalocean_spaces",
    "google_storage",
    "ktucloud",
    "local",
    "minio",
    "nimbus",
    "ninefold",
    "openstack_swift",
    "ovh",
    "s3",
    "s3_ap_northeast",
    "s3_ap_northeast_1",
    "s3_ap_northeast_2",
    "s3_ap_south",
    "s3_ap_southeast",
    "s3_ap_southeast2",
    "s3_ca_central",
    "s3_cn_north",
    "s3_cn_northwest",
    "s3_eu_central",
    "s3_eu_north_1",
    "s3_eu_west",
    "s3_eu_west_2",
    "s3_rgw",
    "s3_rgw_outscale",
    "s3_sa_east",
    "s3_us_east_2",
    "s3_us_gov_west",
    "s3_us_west",
    "s3_us_west_oregon",
    "scaleway",
)


@dataclass(frozen=True, slots=True)
class Traits:
    """Where a driver differs from most of them."""

    filters: bool = True  # lists by prefix itself; the others warn and read everything
    ranges: bool = True  # reads a range without reading or keeping the rest
    tags: bool = True  # names a state of an object by something that follows its bytes
    buffers: bool = False  # keeps the whole of a streamed object in memory
    in_place: bool = False  # what it streams is seen while it is written
    folders: bool = False  # makes and removes folders, which disturbs other threads


_COMMON = Traits()
_TRAITS: Mapping[str, Traits] = MappingProxyType(
    {
        "backblaze_b2": Traits(filters=False, ranges=False, buffers=True),
        "local": Traits(filters=False, ranges=False, tags=False, in_place=True, folders=True),
        "ninefold": Traits(filters=False, ranges=False, tags=False, in_place=True),
        "nimbus": Traits(filters=False, ranges=False),
    }
)


def traits(driver: str) -> Traits:
    return _TRAITS.get(driver, _COMMON)


def known(driver: str) -> str:
    """The name itself. Raises `ValueError`, which tells the nearest names, for an unknown one."""
    if driver in DRIVERS:
        return driver
    near = get_close_matches(driver, DRIVERS, n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(DRIVERS)}"
    raise ValueError(f"libcloud has no storage driver {driver!r}; {hint}")
