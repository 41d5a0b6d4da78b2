"""Three clouds on this machine: S3, Google Cloud Storage and Azure Blob, played by emulators."""

from mcdeploy.sandbox.folders import default_folder
from mcdeploy.sandbox.fresh import fresh
from mcdeploy.sandbox.sandbox import Sandbox, Service, down, status, up

__all__ = ["Sandbox", "Service", "default_folder", "down", "fresh", "status", "up"]
