"""The calls of the stores, told as they return."""

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdeploy.cli.console import Console
from mcdeploy.cli.paint import Tone
from mcdeploy.deployment import Deployment

if TYPE_CHECKING:
    from mcdeploy.domain import Target
    from mcdeploy.store.contract import Store
    from mcdeploy.store.trace import Call


def traced(deployment: Deployment, console: Console) -> Deployment:
    """The same deployment; every call that is sent to a store becomes a line, each try its own."""
    from mcdeploy import clouds
    from mcdeploy.store.trace import Traced

    def tell(call: "Call") -> None:
        console.say([_line(call, console)])

    def connect(target: "Target") -> "Store":
        return clouds.connect(target, lambda store: Traced(store, tell))

    return replace(deployment, connect=connect)


def _line(call: "Call", console: Console) -> str:
    said = f"{call.seconds * 1000:7.1f} ms  {call.store}  {call.operation}  {call.key}"
    if call.error is None:
        return console.paint(said, Tone.FAINT)
    return f"{console.paint(said, Tone.FAINT)}  {console.paint(call.error, Tone.BAD)}"
