"""Weights that lie elsewhere, brought to this machine once and kept in the cache."""

from mcdeploy.own.fetching.uri import fetch

__all__ = ["fetch"]
