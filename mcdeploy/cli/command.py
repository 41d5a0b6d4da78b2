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
    help; `arguments` adds its arguments to its parser. Either it runs or it has commands below."""

    name: str
    summary: str
    description: str
    arguments: Callable[[ArgumentParser], None]
    run: Run
    below: tuple["Command", ...] = ()
