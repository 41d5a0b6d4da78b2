"""What to do about each kind of failure."""

from mcdeploy.errors import AccessDenied, BucketMissing, StoreError, Unavailable, Unsupported
from mcdeploy_aws.request import Request

_CLOCK = "set the clock of this machine"
_CHECKSUM = "if it is the checksum, say `checksum: crc32c` or `checksum: none` for this target"
_BY_CODE = {
    "RequestTimeTooSkewed": _CLOCK,
    "RequestExpired": _CLOCK,
    "ExpiredToken": "renew the credentials, for example with `aws sso login`",
    "InvalidObjectState": "restore the object from the archive first",
    "BucketAlreadyExists": "choose another name: those of S3 buckets are shared by all the world",
}


def remedy(kind: type[StoreError], request: Request, code: str = "", message: str = "") -> str:
    """One sentence for the person who reads the error; empty when there is nothing to advise."""
    if code in _BY_CODE:
        return _BY_CODE[code]
    if issubclass(kind, Unsupported) or (kind is StoreError and "checksum" in message.lower()):
        return _CHECKSUM
    if issubclass(kind, BucketMissing):
        return f"aws s3 mb s3://{request.settings.bucket}{request.options}"
    if issubclass(kind, AccessDenied):
        return _permission(request)
    if issubclass(kind, Unavailable):
        return "run the same command again"
    return ""


def credentials(request: Request) -> str:
    return (
        "give boto3 credentials: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a role, or a "
        f"profile; `aws sts get-caller-identity{request.options}` shows whose are found"
    )


def elsewhere(region: str | None) -> str:
    return f"say `region: {region or '…'}` for this target, or name another bucket"


def _permission(request: Request) -> str:
    advice = f"allow it to the credentials in use on {request.settings.location}"
    if request.operation in ("head", "read", "copy"):
        advice += "; without s3:ListBucket an absent object reads as forbidden, too"
    return advice
