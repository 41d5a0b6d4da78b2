"""A command as a value."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass

from mcdeploy.cli.console import Console

Run = Callable[[Namespace, Console], int]
"""Carries a command out and gives the exit code."""


@dataclass(frozen=True, slots=True)
class Command:
    """`summary` stands in the list of commands, `description` at the top of the command's own
    help; `arguments` adds its arguments to its parser. Without `run` there are commands below, of
    which one is to be named; with both, it is what runs when none is."""

    name: str
    summary: str
    description: str
    arguments: Callable[[ArgumentParser], None]
    run: Run | None
    below: tuple["Command", ...] = ()
