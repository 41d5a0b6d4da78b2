"""moto's server: an S3 for tests only, for it keeps everything in memory."""

import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec

from mcdeploy.domain import Listener
from mcdeploy.errors import McdeployError
from mcdeploy.sandbox.answer import ask
from mcdeploy.sandbox.emulator import Emulator, Ports
from mcdeploy.testing.extra import REMEDY


def _program(listener: Listener) -> Sequence[str]:
    del listener
    if find_spec("moto") is None:
        raise McdeployError("tests", "there is no moto here", remedy=REMEDY)
    return [sys.executable, "-m", "moto.server"]


def _arguments(ports: Ports) -> Sequence[str]:
    return ["-H", "127.0.0.1", "-p", str(ports[0])]


def _answers(ports: Ports) -> bool:
    told = ask(ports[0], "/moto-api/data.json")
    return told is not None and told[0] == 200


def _environment(url: str) -> Mapping[str, str]:
    return {"AWS_ENDPOINT_URL_S3": url}


MOTO = Emulator(
    name="moto",
    ports=1,
    program=_program,
    arguments=_arguments,
    answers=_answers,
    environment=_environment,
    grace=1.0,
)
