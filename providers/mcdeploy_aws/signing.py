"""Signatures of bodies, where they are needed at all."""

from typing import Any

from botocore.auth import S3SigV4Auth
from botocore.handlers import disable_signing

WRITES = ("PutObject", "UploadPart")


def whole(client: Any, session: Any) -> None:
    """Have the client's writes hash a body in one go. The signer that boto3 takes where awscrt is
    installed asks the interpreter for 4 KiB of it at a time, which holds its lock for 2 s a GiB;
    this one, of botocore too, lets it go meanwhile."""
    known = session.get_credentials()

    def sign(request: Any, **_: Any) -> None:
        credentials = known and known.get_frozen_credentials()
        S3SigV4Auth(credentials, "s3", client.meta.region_name).add_auth(request)

    for write in WRITES:
        client.meta.events.register(f"choose-signer.s3.{write}", disable_signing)
        client.meta.events.register(f"request-created.s3.{write}", sign)
