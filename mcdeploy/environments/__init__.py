"""Isolated Python environments for the runtimes of services: made by uv from lock files, kept."""

from mcdeploy.environments.environment import environment
from mcdeploy.environments.program import ProgramError, run

__all__ = ["ProgramError", "environment", "run"]
