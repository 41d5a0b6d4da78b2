"""What S3 answers when it will not: redirects, conflicts, and headers that it does not know."""

import pytest

from mcdeploy.errors import (
    AccessDenied,
    BucketMissing,
    NotFound,
    StoreError,
    Unavailable,
    Unsupported,
)
from mcdeploy.store.contract import Absent

from .answering import Answer, Open, Reply, error
from .operations import OPERATIONS

REGION = "<Region>eu-west-1</Region>"


@pytest.mark.parametrize("operation", ["head", "put", "list"])
@pytest.mark.parametrize(
    "reply",
    [
        error(301, "PermanentRedirect", x_amz_bucket_region="eu-west-1"),
        error(307, "TemporaryRedirect", x_amz_bucket_region="eu-west-1"),
        error(400, "AuthorizationHeaderMalformed", REGION, x_amz_bucket_region="eu-west-1"),
    ],
)
def test_a_bucket_in_another_region_is_not_followed_there(
    open_at: Open, answering: Answer, reply: Reply, operation: str
) -> None:
    """No emulator knows regions."""
    server = answering(reply)
    with pytest.raises(BucketMissing, match="eu-west-1, not us-east-1") as caught:
        OPERATIONS[operation](open_at(server.url))
    assert "region: eu-west-1" in caught.value.remedy
    assert len(server.asked) == 1


@pytest.mark.parametrize("operation", ["head", "read", "copy"])
def test_forbidden_may_mean_absent(open_at: Open, answering: Answer, operation: str) -> None:
    """No emulator runs with policies here."""
    with pytest.raises(AccessDenied, match="ListBucket"):
        OPERATIONS[operation](open_at(answering(error(403, "AccessDenied")).url))


def test_an_expired_token_is_denied_with_its_remedy(open_at: Open, answering: Answer) -> None:
    with pytest.raises(AccessDenied, match="aws sso login"):
        open_at(answering(error(400, "ExpiredToken")).url).put("a", b"x", Absent())


def test_a_conflicting_write_leaves_the_caller_to_read_back(
    open_at: Open, answering: Answer
) -> None:
    """No emulator answers 409 to two writes at the same time, as S3 does."""
    server = answering(error(409, "ConditionalRequestConflict"))
    with pytest.raises(Unavailable):
        open_at(server.url).put("a", b"x", Absent())


def test_a_conflicting_completion_gives_the_upload_up(open_at: Open, answering: Answer) -> None:
    """S3 wants all parts again then, under a new upload."""
    server = answering(error(409, "ConditionalRequestConflict"), Reply(204))
    with pytest.raises(NotFound, match="upload the parts again"):
        OPERATIONS["complete"](open_at(server.url))
    assert [asked.split("?")[0] for asked in server.asked] == ["POST /models/a", "DELETE /models/a"]


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [(501, "NotImplemented", Unsupported), (400, "InvalidRequest", StoreError)],
)
def test_a_store_that_does_not_know_the_checksum_leads_to_the_setting(
    open_at: Open, answering: Answer, status: int, code: str, kind: type[StoreError]
) -> None:
    reply = Reply(
        status, f"<Error><Code>{code}</Code><Message>x-amz-checksum</Message></Error>".encode()
    )
    with pytest.raises(kind, match="checksum: crc32c"):
        open_at(answering(reply).url).put("a", b"x", Absent())


def test_a_failure_inside_a_successful_answer_is_one(open_at: Open, answering: Answer) -> None:
    """S3 sends 200 before it begins to put the parts together."""
    server = answering(Reply(200, error(500, "InternalError").body))
    with pytest.raises(Unavailable):
        OPERATIONS["complete"](open_at(server.url))
