"""What goes wrong on the way to S3 names who, what and the remedy, in the tree's own words."""

import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from mcdeploy.errors import (
    AccessDenied,
    BucketMissing,
    Unavailable,
)
from mcdeploy.store.contract import Absent
from mcdeploy.testing.emulators import S3Rig

from .answering import Answer, Open, Reply, error
from .operations import OPERATIONS, every_operation


def test_without_credentials_access_is_denied(
    open_at: Open, answering: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    server = answering(Reply(200))
    with pytest.raises(AccessDenied, match="AWS_ACCESS_KEY_ID"):
        open_at(server.url).head("a")
    with pytest.raises(AccessDenied):
        open_at(server.url).sign("a", 60)
    assert server.asked == []


def test_an_unknown_profile_is_named(open_at: Open) -> None:
    with pytest.raises(AccessDenied, match="nobody"):
        open_at("http://127.0.0.1:1", profile="nobody")


def test_a_wrong_key_is_denied(
    open_at: Open, rclone_s3: S3Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "somebody")
    with pytest.raises(AccessDenied):
        open_at(rclone_s3.url).put("a", b"x", Absent())


@every_operation
def test_a_missing_bucket_comes_with_the_command_that_makes_it(
    open_at: Open, seaweedfs: S3Rig, operation: str
) -> None:
    store = open_at(seaweedfs.url)
    with pytest.raises(BucketMissing) as caught:
        OPERATIONS[operation](store)
    assert (caught.value.who, caught.value.operation) == ("rack", operation)
    command = f"aws s3 mb s3://models --region us-east-1 --endpoint-url {seaweedfs.url}"
    assert caught.value.remedy == command


@every_operation
def test_a_store_that_is_down_is_unavailable(open_at: Open, operation: str) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # bound, but nobody listens
        store = open_at(f"http://127.0.0.1:{unused.getsockname()[1]}")
        with pytest.raises(Unavailable) as caught:
            OPERATIONS[operation](store)
    assert (caught.value.who, caught.value.operation) == ("rack", operation)


@every_operation
def test_a_busy_store_is_asked_once_and_says_how_long_to_wait(
    open_at: Open, answering: Answer, operation: str
) -> None:
    server = answering(error(503, "SlowDown", Retry_After="7"))
    with pytest.raises(Unavailable) as caught:
        OPERATIONS[operation](open_at(server.url))
    assert caught.value.retry_after == 7
    assert len(server.asked) == 1


@every_operation
def test_a_lost_reply_is_not_followed_by_a_second_request(
    open_at: Open, answering: Answer, operation: str
) -> None:
    """It would report a conflict with one's own write."""
    server = answering(Reply(200, silent=True))
    with pytest.raises(Unavailable):
        OPERATIONS[operation](open_at(server.url))
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_these_answers_may_be_different_later(
    open_at: Open, answering: Answer, status: int
) -> None:
    with pytest.raises(Unavailable) as caught:
        open_at(answering(Reply(status)).url).head("a")
    assert caught.value.retry_after is None


def test_the_wait_may_be_given_as_a_date(open_at: Open, answering: Answer) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    with pytest.raises(Unavailable) as caught:
        open_at(answering(error(503, "SlowDown", Retry_After=later)).url).head("a")
    assert 3000 < (caught.value.retry_after or 0) <= 3600


def test_an_answer_that_is_not_of_s3_is_unavailable(open_at: Open, answering: Answer) -> None:
    server = answering(Reply(200, b"<html>please sign in</html><p>"))
    with pytest.raises(Unavailable):
        list(open_at(server.url).list(""))
