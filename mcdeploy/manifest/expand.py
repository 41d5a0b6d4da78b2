"""`${NAME}` in a value becomes what the environment holds; `$${` stands for a plain `${`.

What comes out is always a string and is never read as YAML again; a key that wants a number or a
truth value takes the string that spells it (`port: ${PORT}`).
"""

import re
from collections.abc import Mapping

from mcdeploy.manifest.problem import shown

_REFERENCE = re.compile(r"\$(?P<escaped>\$\{)|\$\{(?P<name>[A-Za-z_][A-Za-z0-9_]*)\}|(?P<bad>\$\{)")


class Unset(Exception):
    """A reference that cannot be expanded; it never leaves this package."""


def expanded(text: str, environ: Mapping[str, str]) -> str:
    """The text with its references replaced. Raises `Unset`."""

    def value(found: re.Match[str]) -> str:
        if found["escaped"]:
            return "${"
        if found["bad"]:
            raise Unset("${ begins no ${NAME}; write $${ for the two characters themselves")
        if found["name"] not in environ:
            raise Unset(f"the environment variable {shown(found['name'])} is not set")
        return environ[found["name"]]

    return _REFERENCE.sub(value, text)


def refers(text: str) -> bool:
    """Whether there is anything to expand."""
    return "${" in text
