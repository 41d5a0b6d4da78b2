"""How long the command line takes to answer, against a bare interpreter.

    python benchmarks/startup.py

Prints for each command the median of its wall-clock times in milliseconds, the ratio to
`python -c pass`, the budget of 5 times that plus 150 ms, and the SDKs that it imported. The runs of
the commands take turns, so that a busy moment of the machine hits them all. Ends with 1 when a
command is over its budget or imports an SDK.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 20
RATIO, MORE = 5, 150.0  # the budget: so many times bare, and so many milliseconds
QUICKSTART = Path(__file__).parents[1] / "manifests" / "quickstart.yaml"
SDKS = ("boto3", "botocore", "google.cloud", "azure", "libcloud", "sklearn", "numpy")
PROGRAM = [sys.executable, str(Path(sys.executable).with_name("mcdeploy"))]
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "mcdeploy --help": [*PROGRAM, "--help"],
    "mcdeploy route": [*PROGRAM, "route", str(QUICKSTART), "--from", "gcp:europe-west3"],
}


def milliseconds(argv: list[str]) -> float:
    """One run; bytecode may be kept, as it is wherever a program is installed."""
    environ = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    subprocess.run(argv, check=True, capture_output=True, env=environ)
    return (time.perf_counter() - began) * 1000


def imported(argv: list[str]) -> list[str]:
    """The SDKs that a run imports, by the interpreter's own account."""
    told = subprocess.run(
        [argv[0], "-X", "importtime", *argv[1:]], check=True, capture_output=True, text=True
    ).stderr
    names = {line.rpartition("|")[2].strip() for line in told.splitlines()}
    return [sdk for sdk in SDKS if any(f"{name}.".startswith(f"{sdk}.") for name in names)]


def main() -> int:
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for argv in COMMANDS.values():
        milliseconds(argv)  # the first run writes the bytecode
    for _ in range(ROUNDS):
        for name, argv in COMMANDS.items():
            times[name].append(milliseconds(argv))
    bare = statistics.median(times["python -c pass"])
    budget = RATIO * bare + MORE
    within = True
    print(f"{'command':<16} {'median':>9} {'ratio':>7} {'budget':>9}  SDKs imported")
    for name, argv in COMMANDS.items():
        median, sdks = statistics.median(times[name]), imported(argv)
        within = within and median <= budget and not sdks
        shown = ", ".join(sdks) or "none"
        print(f"{name:<16} {median:6.0f} ms {median / bare:6.1f}x {budget:6.0f} ms  {shown}")
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
