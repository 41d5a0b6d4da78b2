"""The user's own model: files of any kind, taken as they are."""

from mcdeploy.own.files import bring

__all__ = ["bring"]
