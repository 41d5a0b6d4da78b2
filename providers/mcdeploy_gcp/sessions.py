"""Resumable upload sessions of Cloud Storage: parts in order, resumed by whoever knows the URL.

The protocol (cloud.google.com/storage/docs/performing-resumable-uploads, read November 2026): a PUT
with `Content-Range: bytes a-b/total` sends a piece, 308 with `Range` says how much is kept, bytes
at an offset already kept are ignored, an empty PUT with `bytes */total` asks, and the piece that
ends at `total` makes the object if the session's condition still holds.
"""

import base64
import json
import re
from dataclasses import asdict, dataclass
from uuid import uuid4

import requests
from google.api_core.exceptions import from_http_response

from mcdeploy.errors import Unavailable
from mcdeploy.store.body import TIMEOUTS
from mcdeploy.store.contract import Part, Upload
from mcdeploy_gcp.client import Client

MULTIPLE = 256 * 2**10
"""Every piece but the last is a multiple of this, in bytes."""

MARK = "mcdeploy-upload"
"""The metadata key under which a finished object names the upload that made it."""

REFUSED = 412


@dataclass(frozen=True, slots=True)
class Session:
    """All that another process needs: `size` of the object and of a part, in bytes."""

    url: str
    size: int
    part_size: int
    mark: str

    def encode(self) -> str:
        return base64.urlsafe_b64encode(json.dumps(asdict(self)).encode()).decode()

    @classmethod
    def decode(cls, upload: Upload) -> "Session":
        return cls(**json.loads(base64.urlsafe_b64decode(upload.id)))

    def part(self, number: int) -> Part:
        start = (number - 1) * self.part_size
        size = min(self.part_size, self.size - start)
        return Part(number, size, f"{start}-{start + size - 1}")

    def held(self, received: int) -> tuple[Part, ...]:
        """The whole parts among the first `received` bytes."""
        whole = -(-received // self.part_size) if received == self.size else 0
        return tuple(self.part(number + 1) for number in range(whole or received // self.part_size))


def begin(client: Client, key: str, size: int, part_size: int) -> Session:
    """Open a session whose object appears only if there is none of that key by then."""
    mark = uuid4().hex
    blob = client.blob(key)
    blob.metadata = {MARK: mark}
    url = blob.create_resumable_upload_session(
        content_type="application/octet-stream",
        size=size,
        if_generation_match=0,
        checksum=None,
        timeout=TIMEOUTS,
        retry=None,
    )
    return Session(url, size, part_size, mark)


def send(client: Client, who: str, session: Session, number: int, data: bytes) -> None:
    """Send one part. The service may keep less of it than was sent, so go on until it has all.

    When all bytes are there but somebody else's object is too, the part counts as sent:
    completing the upload tells of the conflict.
    """
    start = (number - 1) * session.part_size
    end = start + len(data)
    while start < end:
        response = _put(client, session, f"{start}-{end - 1}", data)
        if response.status_code == REFUSED:
            return
        received = _received(session, response)
        if received <= start:
            said = f"kept nothing of part {number}; it has {received} bytes"
            raise Unavailable(who, "put_part", said, remedy="send the parts in order")
        start, data = received, data[received - start :]


def ask(client: Client, session: Session) -> int:
    """How many bytes the service keeps; all of them where they came and were refused at the end."""
    response = _put(client, session, "*", b"")
    return session.size if response.status_code == REFUSED else _received(session, response)


def cancel(client: Client, session: Session) -> None:
    """Forget the session; one that is gone or has made its object is left as it is."""
    response = client.session.delete(session.url, timeout=TIMEOUTS)
    if response.status_code in (401, 403, 408, 429) or response.status_code >= 500:
        raise from_http_response(response)


def _put(client: Client, session: Session, span: str, data: bytes) -> requests.Response:
    return client.session.put(
        session.url,
        data=data,
        headers={"Content-Range": f"bytes {span}/{session.size}"},
        allow_redirects=False,
        timeout=TIMEOUTS,
    )


def _received(session: Session, response: requests.Response) -> int:
    if response.status_code == requests.codes.permanent_redirect:
        found = re.fullmatch(r"bytes=0-(\d+)", response.headers.get("Range", ""))
        return int(found[1]) + 1 if found else 0
    if not response.ok:
        raise from_http_response(response)
    return session.size
