"""Azurite plays Azure Blob Storage, with the one account that it knows."""

from collections.abc import Mapping, Sequence

from mcdeploy.domain import Listener
from mcdeploy.sandbox import azurite_install
from mcdeploy.sandbox.answer import ask
from mcdeploy.sandbox.emulator import Emulator, Ports

ACCOUNT = "devstoreaccount1"
# The account and its key are the same in every Azurite and printed in its public documentation.
KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="


def connection_string(url: str) -> str:
    """By which azure-storage-blob finds this Azurite."""
    return (
        f"DefaultEndpointsProtocol=http;AccountName={ACCOUNT};AccountKey={KEY};"
        f"BlobEndpoint={url}/{ACCOUNT};"
    )


def _program(listener: Listener) -> Sequence[str]:
    return azurite_install.program(listener)


def _arguments(ports: Ports) -> Sequence[str]:
    return [
        *("--blobHost", "127.0.0.1"),
        *("--blobPort", str(ports[0])),
        *("--location", "data"),
        "--silent",
        "--skipApiVersionCheck",
        "--disableTelemetry",
    ]


def _answers(ports: Ports) -> bool:
    told = ask(ports[0], f"/{ACCOUNT}?comp=list")
    return told is not None and told[0] == 403  # unsigned, so refused: it is at work


def _environment(url: str) -> Mapping[str, str]:
    return {"AZURE_STORAGE_CONNECTION_STRING": connection_string(url)}


AZURITE = Emulator(
    name="azurite",
    ports=1,
    program=_program,
    arguments=_arguments,
    answers=_answers,
    environment=_environment,
)
