"""The user's own model: files of any kind, from anywhere, taken as they are, not loaded here."""

from mcdeploy.own.bring import bring

__all__ = ["bring"]
