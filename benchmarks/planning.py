"""Who copies from whom: the planner on the published Cloudcast problems and many more.

    python benchmarks/planning.py CLOUDCAST_FOLDER [--instances 1000]

Needs `pip install .[planner]`. The folder has Cloudcast's cost.csv and throughput.csv (dollars per
GB and bits per second for each pair of 71 regions) and its five config/*.json.

1. The five published configurations: 300 GB in 10 partitions to 6 or 7 regions, two VMs a region.
   Every plan is scored by an implementation of the published formula of its own; peers in the same
   run are the direct star and Dijkstra's paths.
2. Seeded instances of the same grid with 2 to 16 destinations: the cheapest plan against the star
   and its proven bound, and then a deadline, for one in four the earliest that may be possible at
   all, else one between it and the cheapest plan's end: it must be met, or proven impossible.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from time import process_time

import planning_instances
import planning_published
from planning_grid import read

HOW_TO_GET = """\
{folder}: cost.csv, throughput.csv and config/*.json of Cloudcast are not there.
  They are public: the prices and the measurements in
  https://github.com/skyplane-project/skyplane (Apache-2.0), the five configurations with both
  tables in https://github.com/gepa-ai/gepa (MIT). Save them in one folder and give its path."""


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--instances", type=int, default=1000)
    asked = parser.parse_args(arguments)
    tables = [asked.folder / name for name in ("cost.csv", "throughput.csv", "config")]
    if not all(path.exists() for path in tables):
        print(HOW_TO_GET.format(folder=asked.folder), file=sys.stderr)
        return 1
    started = process_time()
    import highspy  # noqa: F401 - to time it

    print(f"importing HiGHS and NumPy: {process_time() - started:.2f} s of CPU, once\n")
    grid = read(asked.folder)
    kept = planning_published.report(grid, asked.folder)
    kept &= planning_instances.report(grid, asked.instances)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
