"""Run as a program: writes and reads one object in each cloud by the SDKs' default chains.

python round_trip.py write|read NAME
"""

import os
import sys

import boto3
from azure.storage.blob import BlobServiceClient
from google.cloud import storage


def main(verb: str, name: str) -> None:
    s3 = boto3.client("s3")
    gcs = storage.Client()
    azure = BlobServiceClient.from_connection_string(os.environ["AZURE_STORAGE_CONNECTION_STRING"])
    if verb == "write":
        s3.create_bucket(Bucket=name)
        s3.put_object(Bucket=name, Key="a/b", Body=b"s3", IfNoneMatch="*")
        gcs.create_bucket(name).blob("a/b").upload_from_string(b"gcs", if_generation_match=0)
        azure.create_container(name).upload_blob("a/b", b"azure", overwrite=False)
    assert s3.get_object(Bucket=name, Key="a/b")["Body"].read() == b"s3"
    assert gcs.bucket(name).blob("a/b").download_as_bytes() == b"gcs"
    assert azure.get_blob_client(name, "a/b").download_blob().readall() == b"azure"
    sys.stdout.write("all three\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
