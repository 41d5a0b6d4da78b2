"""From a model and its report to a release: for each target its files, each with digests."""

from mcdeploy.package.bundle import assemble

__all__ = ["assemble"]
