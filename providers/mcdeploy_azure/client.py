"""The SDK's client for one container, with its retries off."""

import hashlib
import logging
import os
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import requests
from azure.core.credentials import AzureNamedKeyCredential
from azure.core.pipeline.transport import RequestsTransport
from azure.storage.blob import BlobClient, BlobServiceClient, ContainerClient

from mcdeploy.errors import UsageError
from mcdeploy.store.body import TIMEOUTS
from mcdeploy.store.session import InPieces, mount
from mcdeploy_azure import AzureSettings

if TYPE_CHECKING:
    from azure.identity import DefaultAzureCredential

CHUNK = 8 * 2**20
LONGEST_NAME = 63


class Client:
    """One container. `key` is the account's own, where it is known, and signs URLs."""

    def __init__(self, who: str, settings: AzureSettings) -> None:
        self.key: str | None = None
        self.account = settings.account
        self.endpoint = settings.endpoint
        self.checksum = settings.checksum
        self._identity: DefaultAzureCredential | None = None
        self.service = self._service(who, settings)
        ours = self.account == settings.account
        self.name = settings.container if ours else borrowed(settings)
        self.container: ContainerClient = self.service.get_container_client(self.name)

    @property
    def emulated(self) -> bool:
        """Whether the service is on this machine, as no real one is."""
        return _loopback(self.service.url)

    def blob(self, key: str) -> BlobClient:
        return self.container.get_blob_client(key)

    def close(self) -> None:
        self.service.close()
        if self._identity:
            self._identity.close()

    def _service(self, who: str, settings: AzureSettings) -> BlobServiceClient:
        if string := os.environ.get("AZURE_STORAGE_CONNECTION_STRING"):
            return self._connected(who, settings, string)
        if key := os.environ.get("AZURE_STORAGE_KEY"):
            self.key = key
            named = AzureNamedKeyCredential(settings.account, key)
            return BlobServiceClient(settings.url, named, **_options())
        from azure.identity import DefaultAzureCredential

        # its log tells again, at length, what the error will say
        logging.getLogger("azure.identity").addHandler(logging.NullHandler())
        self._identity = DefaultAzureCredential()
        return BlobServiceClient(settings.url, self._identity, **_options())

    def _connected(self, who: str, settings: AzureSettings, string: str) -> BlobServiceClient:
        try:
            fields = dict(field.split("=", 1) for field in string.split(";") if field)
            service = BlobServiceClient.from_connection_string(string, **_options())
        except ValueError as error:
            raise UsageError(
                who,
                f"AZURE_STORAGE_CONNECTION_STRING is none ({error})",
                remedy="copy what `az storage account show-connection-string` prints, or unset it",
            ) from error
        _refuse_elsewhere(who, settings, service)
        self.key = fields.get("AccountKey")
        self.account = service.account_name or self.account
        return service


def _refuse_elsewhere(who: str, settings: AzureSettings, service: BlobServiceClient) -> None:
    """A connection string leads to the target's own place, or to an emulator on this machine."""
    if _place(service.url) == _place(settings.url) or _loopback(service.url):
        return
    host, path = _place(service.url)
    raise UsageError(
        who,
        f"AZURE_STORAGE_CONNECTION_STRING leads to the account {service.account_name} at "
        f"{host}{path}, the target is the account {settings.account} at {settings.url}",
        remedy=f"give the connection string of {settings.account}, or unset the variable; if that "
        "is the place you mean, say so in the target's `account` and `endpoint`",
    )


def _place(url: str) -> tuple[str, str]:
    """Host and path; what follows them may be a secret."""
    parts = urlsplit(url)
    return parts.hostname or "", parts.path.rstrip("/")


def _loopback(url: str) -> bool:
    host, _ = _place(url)
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def borrowed(settings: AzureSettings) -> str:
    """The container's name in an account that is not the target's, at most 63 characters."""
    name = f"{settings.account}-{settings.container}"
    if len(name) <= LONGEST_NAME:
        return name
    tail = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{name[: LONGEST_NAME - 9].rstrip('-')}-{tail}"


def _options() -> dict[str, Any]:
    """Time-outs in seconds; reads in pieces of one chunk; one piece for all that `put` may take."""
    return {
        "transport": _transport(),
        "retry_total": 0,
        "max_single_put_size": 2**28,
        "max_single_get_size": CHUNK,
        "max_chunk_get_size": CHUNK,
    }


def _transport() -> RequestsTransport:
    session = requests.Session()
    mount(session, InPieces())
    connect, read = TIMEOUTS
    return RequestsTransport(
        session=session, session_owner=True, connection_timeout=connect, read_timeout=read
    )
