"""What S3 and boto3 say, in the words of the one tree of errors."""

from typing import Any

from botocore import exceptions as sdk
from botocore.parsers import ResponseParserError

from mcdeploy.errors import (
    AccessDenied,
    BucketMissing,
    ConditionFailed,
    Damaged,
    NotFound,
    StoreError,
    Unavailable,
    Unsupported,
)
from mcdeploy.store import retry_after
from mcdeploy_aws.remedies import credentials, elsewhere, remedy
from mcdeploy_aws.request import Request

SDK_ERRORS = (sdk.ClientError, sdk.BotoCoreError, ResponseParserError)


class PastEnd(StoreError):
    """The range begins at the object's end or after it."""


class Conflicting(Unavailable):
    """Another write to the same key was under way, and this one was given up."""


class Taken(StoreError):
    """There is a bucket of that name already, ours or somebody else's."""


_BY_CODE: dict[str, type[StoreError]] = {
    "BadDigest": Damaged,
    "BucketAlreadyExists": Taken,
    "BucketAlreadyOwnedByYou": Taken,
    "ExpiredToken": AccessDenied,
    "IncompleteBody": Unavailable,
    "InternalError": Unavailable,
    "InvalidDigest": Damaged,
    "InvalidObjectState": StoreError,
    "InvalidPart": NotFound,
    "InvalidToken": AccessDenied,
    "NoSuchBucket": BucketMissing,
    "RequestTimeout": Unavailable,
    "SlowDown": Unavailable,
    "TokenRefreshRequired": AccessDenied,
    "XAmzContentChecksumMismatch": Damaged,
    "XAmzContentSHA256Mismatch": Damaged,
}
_BY_STATUS: dict[int, type[StoreError]] = {
    401: AccessDenied,
    403: AccessDenied,
    404: NotFound,
    409: Conflicting,
    412: ConditionFailed,
    416: PastEnd,
    429: Unavailable,
    501: Unsupported,
}
_NO_CREDENTIALS = (
    sdk.NoCredentialsError,
    sdk.PartialCredentialsError,
    sdk.CredentialRetrievalError,
    sdk.MetadataRetrievalError,
    sdk.TokenRetrievalError,
    sdk.NoAuthTokenError,
    sdk.SSOError,
    sdk.LoginError,
    sdk.ProfileNotFound,
    sdk.ConfigParseError,
)
_NO_ANSWER = (
    sdk.ConnectionError,
    sdk.HTTPClientError,
    sdk.IncompleteReadError,
    ResponseParserError,
)


def translate(error: Exception, request: Request) -> StoreError:
    """Our error for one of `SDK_ERRORS`."""
    who, operation = request.who, request.operation
    if isinstance(error, sdk.ClientError):
        return _answered(error.response, request)
    if isinstance(error, _NO_CREDENTIALS):
        return AccessDenied(who, operation, str(error), remedy=credentials(request))
    if isinstance(error, _NO_ANSWER):
        return Unavailable(who, operation, str(error), remedy=remedy(Unavailable, request))
    return StoreError(who, operation, f"{request.subject}: {error}")


def _answered(response: dict[str, Any], request: Request) -> StoreError:
    code, message = (response.get("Error", {}).get(name, "") for name in ("Code", "Message"))
    if _is_elsewhere(response, request.region):
        region = _region(response)
        what = f"bucket {request.settings.bucket} is in {region or 'another region'}"
        return BucketMissing(
            request.who,
            request.operation,
            f"{what}, not {request.region}",
            remedy=elsewhere(region),
        )
    kind = _kind(code, _status(response))
    what = f"{request.subject}: {message or 'refused'} ({code})"
    advice = remedy(kind, request, code, message)
    if issubclass(kind, Unavailable):
        wait = retry_after.seconds(_headers(response).get("retry-after"))
        return kind(request.who, request.operation, what, remedy=advice, retry_after=wait)
    return kind(request.who, request.operation, what, remedy=advice)


def _kind(code: str, status: int) -> type[StoreError]:
    by_status = _BY_STATUS.get(status, Unavailable if status >= 500 else StoreError)
    return _BY_CODE.get(code, by_status)


def _is_elsewhere(response: dict[str, Any], region: str) -> bool:
    """S3 answers with a redirect, or says that the signature is for another region; to a HEAD only
    a header tells."""
    if _status(response) in (301, 302, 307):
        return True
    return _status(response) == 400 and _region(response) not in (None, region)


def _region(response: dict[str, Any]) -> str | None:
    named: str | None = response.get("Error", {}).get("Region")
    return named or _headers(response).get("x-amz-bucket-region")


def _status(response: dict[str, Any]) -> int:
    return int(response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


def _headers(response: dict[str, Any]) -> dict[str, str]:
    headers: dict[str, str] = response.get("ResponseMetadata", {}).get("HTTPHeaders", {})
    return headers
