"""The SDK's client for one bucket, made at the first request. The SDK has no types: what it
returns is `Any` here and nowhere else takes on a type by guessing."""

import os
from threading import Lock
from typing import Any

import google.auth
from google.auth.credentials import AnonymousCredentials
from google.auth.transport.requests import AuthorizedSession
from google.cloud import storage

from mcdeploy.store.session import InPieces, mount
from mcdeploy_gcp import GcpSettings


class Client:
    """Connects lazily, because finding the default credentials may send requests of its own."""

    def __init__(self, settings: GcpSettings) -> None:
        self.settings = settings
        self._lock = Lock()
        self._made: tuple[AuthorizedSession, Any] | None = None

    @property
    def session(self) -> AuthorizedSession:
        """The HTTP session that signs requests with the credentials."""
        return self._connected()[0]

    @property
    def sdk(self) -> Any:
        """`google.cloud.storage.Client`"""
        return self._connected()[1]

    @property
    def bucket(self) -> Any:
        """`google.cloud.storage.Bucket`"""
        return self.sdk.bucket(self.settings.bucket)

    def blob(self, key: str) -> Any:
        """`google.cloud.storage.Blob`, which does not know yet whether it exists."""
        return self.bucket.blob(key)

    def close(self) -> None:
        with self._lock:
            if self._made:
                self._made[0].close()
            self._made = None

    def _connected(self) -> tuple[AuthorizedSession, Any]:
        with self._lock:
            if self._made is None:
                self._made = _connect(self.settings)
            return self._made


def _connect(settings: GcpSettings) -> tuple[AuthorizedSession, Any]:
    credentials, project = _credentials()
    session = AuthorizedSession(credentials)
    mount(session, InPieces())
    sdk = storage.Client(
        project=settings.project or project,
        credentials=credentials,
        client_options={"api_endpoint": settings.endpoint} if settings.endpoint else None,
        _http=session,
    )
    # Otherwise the SDK looks up the bucket's project for its traces, in a thread of its own.
    sdk._bucket_metadata_cache = None  # noqa: SLF001
    return session, sdk


def emulated() -> bool:
    """Whether the SDK is told to talk to an emulator, which it does without credentials."""
    return bool(os.environ.get("STORAGE_EMULATOR_HOST"))


def _credentials() -> tuple[Any, str | None]:
    if emulated():
        return AnonymousCredentials(), None
    return google.auth.default(scopes=storage.Client.SCOPE)
