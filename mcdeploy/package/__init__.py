"""From a model and its report to a release: for each target its files, each with digests."""

from mcdeploy.package.bundle import assemble
from mcdeploy.package.core import Core
from mcdeploy.package.folder import write
from mcdeploy.package.layouts import lay_out

__all__ = ["Core", "assemble", "lay_out", "write"]
