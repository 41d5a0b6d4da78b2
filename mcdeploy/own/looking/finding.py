"""What was found in a file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unsafe:
    """A file that runs code when it is loaded, or into which nobody can look. `path` is its path
    in the model; what is packed in an archive stands behind a `!`. `imports` are what a pickle
    would import, as far as that can be told without loading it: advice, and never a proof that
    there is no more."""

    path: str
    what: str
    imports: tuple[str, ...] = ()
    pickle: bool = False
