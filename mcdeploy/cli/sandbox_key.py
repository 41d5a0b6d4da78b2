"""The sandbox's own key: nobody needs one of their own to try things."""

from collections.abc import Mapping
from dataclasses import replace

from mcdeploy.sandbox import Sandbox
from mcdeploy.sandbox.environment import KEYS
from mcdeploy.signature import keys


def signing(there: Sandbox, environ: Mapping[str, str]) -> Sandbox:
    """The sandbox with a key of its own named in its environment, which is made when it is not
    there yet; as it is where the environment names one already. A key for real releases, which
    lies in somebody's home, is not used to play."""
    if environ.get(keys.VARIABLE):
        return there
    folder = there.folder / KEYS
    private = folder / keys.PRIVATE
    if not private.exists():
        keys.new(folder)
    return replace(there, environment={**there.environment, keys.VARIABLE: str(private)})
