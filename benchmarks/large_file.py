"""A large file of one's own to four targets: peak memory of the apply, beside boto3 alone.

    python benchmarks/large_file.py [--gib 2]

Needs `pip install '.[all]'`. Everything runs on loopback in a fresh sandbox in a temporary folder,
which needs about seven times the file's size on disk. The peer is boto3's own `upload_file` (8 MiB
parts, 10 threads) of the same file to the same S3 emulator, one target instead of four.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from mcdeploy import sandbox

MANIFEST = """
apiVersion: mcdeploy/v1
kind: Deployment
name: large
model: {path: ./weights}
targets:
  - {name: aws-virginia, provider: aws, region: us-east-1, bucket: models-virginia}
  - {name: gcp-belgium, provider: gcp, region: europe-west1, bucket: models-belgium}
  - {name: azure-tokyo, provider: azure, region: japaneast, account: modelstokyo, container: models}
  - {name: rack, provider: local, path: ./rack}
"""

MEASURED = """
import resource, sys
{work}
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
cpu = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
print(f"{{peak:.0f}} {{cpu:.1f}}")
"""

OURS = MEASURED.format(
    work="from mcdeploy.cli import main\n"
    "code = main(['apply', sys.argv[1] + '/manifest.yaml', '--quiet'])\n"
    "assert code == 0, code"
)

PEER = MEASURED.format(
    work="import boto3\n"
    "s3 = boto3.client('s3')\n"
    "s3.upload_file(sys.argv[1] + '/weights', 'models-virginia', 'peer')"
)


def measure(program: str, folder: Path, environ: dict[str, str]) -> tuple[float, float, float]:
    """Peak memory in MiB, CPU seconds and wall seconds of a Python process of its own."""
    began = time.monotonic()
    ran = subprocess.run(
        [sys.executable, "-c", program, str(folder)],
        env=environ,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    peak, cpu = ran.stdout.split()[-2:]
    return float(peak), float(cpu), time.monotonic() - began


def write(path: Path, size: int) -> None:
    with path.open("wb") as file:
        for _ in range(size // 2**20):
            file.write(os.urandom(2**20))


def main() -> None:
    parser = argparse.ArgumentParser(description="Peak memory of a large apply.")
    parser.add_argument("--gib", type=float, default=2.0)
    size = int(parser.parse_args().gib * 2**30)
    with tempfile.TemporaryDirectory() as home, sandbox.fresh() as there:
        folder = Path(home)
        write(folder / "weights", size)
        (folder / "manifest.yaml").write_text(MANIFEST)
        environ = {**os.environ, **there.environment}
        rows = [("mcdeploy apply, 4 targets", *measure(OURS, folder, environ))]
        rows.append(("boto3 upload_file, 1 target", *measure(PEER, folder, environ)))
    print(f"{size / 2**30:g} GiB{'':<26}peak MiB   CPU s   wall s")
    for name, peak, cpu, wall in rows:
        print(f"{name:<32}{peak:>9.0f}{cpu:>8.1f}{wall:>9.1f}")
    print(f"{'ratio':<32}{rows[0][1] / rows[1][1]:>9.2f}{rows[0][2] / rows[1][2]:>8.2f}")


if __name__ == "__main__":
    main()
