"""The plain layout: the model's files as they are, below `model/`."""

from collections.abc import Mapping

from mcdeploy.domain import Content, Model


def lay_out(model: Model) -> Mapping[str, Content]:
    return {f"model/{path}": content for path, content in model.files.items()}
