"""Making a bucket."""

from contextlib import closing

from mcdeploy.domain import Target
from mcdeploy.errors import AccessDenied
from mcdeploy_aws.bucket import Bucket
from mcdeploy_aws.errors import Taken


def create(target: Target) -> None:
    """Make the target's bucket in its region; one that we can look into is as good as made.

    us-east-1 is S3's own default, and S3 refuses to be told of it.
    """
    with closing(Bucket(target)) as bucket:
        region = bucket.client.meta.region_name
        place = {} if region == "us-east-1" else {"LocationConstraint": region}
        try:
            bucket.ask("create", bucket.client.create_bucket, CreateBucketConfiguration=place)
        except Taken as taken:
            try:
                bucket.ask("create", bucket.client.head_bucket)
            except AccessDenied:
                raise taken from None
