"""What the SDKs that use requests have in common: how their sessions send."""

from typing import Any

from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter

from mcdeploy.store.body import CONNECTIONS, Body


class InPieces(HTTPAdapter):
    """Sends a body in pieces, and nothing twice: trying again is not the SDK's affair."""

    def __init__(self) -> None:
        super().__init__(pool_maxsize=CONNECTIONS, max_retries=0)

    def send(self, request: PreparedRequest, *rest: Any, **options: Any) -> Response:
        if isinstance(request.body, bytes):
            request.body = Body(request.body)
        return super().send(request, *rest, **options)


def mount(session: Session, adapter: HTTPAdapter) -> None:
    """Have the session send all its requests so."""
    for scheme in ("http://", "https://"):
        session.mount(scheme, adapter)
