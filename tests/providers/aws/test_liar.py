"""A store that ignores conditions and says that all went well does not pass for one that keeps
them: the conformance suite finds it out."""

from collections.abc import Callable

import pytest

from mcdeploy.domain import Target
from mcdeploy.store.contract import Store
from mcdeploy.testing.emulators import S3Rig
from mcdeploy.testing.suite import Objects, Uploads
from mcdeploy_aws import provider

from .answering import Open

PROBES: list[Callable[[Store, str], None]] = [
    Objects().test_create_only_refuses_an_existing_object,
    Objects().test_compare_and_swap_refuses_a_stale_version,
    Objects().test_compare_and_swap_refuses_an_absent_object,
    Objects().test_a_conditional_delete_refuses_a_stale_version,
    Uploads().test_completing_is_create_only,
]


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.__name__)
def test_a_store_that_ignores_conditions_is_found_out(
    open_at: Open, rclone_s3: S3Rig, probe: Callable[[Store, str], None]
) -> None:
    settings = {"bucket": "liar", "endpoint": rclone_s3.url}
    provider.create(Target("liar", "aws", "", "us-east-1", settings=settings))
    store = open_at(rclone_s3.url, bucket="liar")
    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        probe(store, f"{probe.__name__}/")
