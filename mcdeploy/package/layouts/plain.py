"""The plain layout: the model's files as they are. No service loads it; whoever does knows how."""

from collections.abc import Mapping

from mcdeploy.domain import Content
from mcdeploy.package.core import Core


def lay_out(core: Core) -> Mapping[str, Content]:
    return core.model.files
