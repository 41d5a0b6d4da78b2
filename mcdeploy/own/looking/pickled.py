"""Whether bytes are a pickle, and what it would import.

A pickle is a program for a small machine with a stack. It is one here when the machine would come
as far as to call something that it imported, or to the end of the program; so a text that happens
to begin with letters which are opcodes is none.
"""

from mcdeploy.own.looking.forward import Forward
from mcdeploy.own.looking.machine import Machine, Stuck
from mcdeploy.own.looking.opcodes import steps

ENOUGH = 200_000
"""Instructions: nothing else than a pickle goes on for so long."""

FEW = 2
"""Instructions behind the one that names the protocol: what follows by chance is shorter, such as
the length with which a safetensors file begins."""


def imported(stream: Forward, *, cut: bool = False) -> tuple[str, ...] | None:
    """What it would import, each once, in order; None where no loader would take it for a pickle.

    Raw bytes that joblib puts between instructions end the telling, so there may be more. Reads on
    in the stream; `cut` says that this is only the beginning of it.
    """
    machine, stuck = Machine(), False
    try:
        for _, step in zip(range(ENOUGH), steps(stream), strict=False):
            machine.take(step)
    except (ValueError, Stuck):
        stuck = True
    going_on = machine.steps >= ENOUGH or (cut and stuck and not stream.peek(1))
    if _is_pickle(machine, stuck, going_on, at_end=not stream.peek(1)):
        return tuple(dict.fromkeys(machine.imports))
    return None


def _is_pickle(machine: Machine, stuck: bool, going_on: bool, *, at_end: bool) -> bool:
    if machine.called:
        return True
    if stuck or going_on:
        long = machine.steps > FEW
        return (long and going_on) or (machine.framed and (long or bool(machine.imports)))
    return machine.framed or bool(machine.imports) or at_end
