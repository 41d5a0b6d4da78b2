"""How a pickle moves its stack: depths, marks, and the names that it would import."""

import pickletools
from collections import deque

from mcdeploy.own.looking.opcodes import Step

CALLS = frozenset(("REDUCE", "BUILD", "INST", "OBJ", "NEWOBJ", "NEWOBJ_EX"))
"""Instructions that call something, or may."""

_PUTS = frozenset(("PUT", "BINPUT", "LONG_BINPUT"))
_GETS = frozenset(("GET", "BINGET", "LONG_BINGET"))
_REGISTERED = frozenset(("EXT1", "EXT2", "EXT4"))
_MARK, _SLICE = pickletools.markobject, pickletools.stackslice


class Stuck(Exception):
    """The machine could not go on here."""


class Machine:
    """Follows the instructions without carrying any out: the `imports` so far, whether something of
    them was `called`, how many `steps` there were, and whether the first one named the protocol
    (`framed`)."""

    def __init__(self) -> None:
        self.imports: list[str] = []
        self.framed = False
        self.called = False
        self.steps = 0
        self._depth = 0
        self._marks: list[int] = []
        self._memo: dict[object, str] = {}
        self._strings: deque[str] = deque(maxlen=2)
        self._top = ""

    def take(self, step: Step) -> None:
        """One more instruction. `Stuck` where the machine would stop with an error."""
        self._import(step)
        self._move(step.opcode)
        self._remember(step)
        self.called = self.called or bool(self.imports and step.opcode.name in CALLS)
        self.framed = self.framed or (self.steps == 0 and step.opcode.name == "PROTO")
        self.steps += 1

    def _import(self, step: Step) -> None:
        name = step.opcode.name
        if name == "PERSID":  # of no loader that reads files of others
            raise Stuck
        if name in ("GLOBAL", "INST"):
            told = step.argument if isinstance(step.argument, str) else "something"  # a long name
            self.imports.append(told.replace(" ", "."))
        elif name == "STACK_GLOBAL":
            self.imports.append(".".join(self._strings) or "something")
        elif name in _REGISTERED:
            self.imports.append(f"copyreg extension {step.argument}")

    def _move(self, opcode: pickletools.OpcodeInfo) -> None:
        before, after = list(opcode.stack_before), list(opcode.stack_after)
        if _SLICE in before or (opcode.name == "POP" and self._marked):
            if not self._marks:
                raise Stuck
            self._depth = self._marks.pop()
            before = before[: before.index(_MARK)] if _MARK in before else []
        if len(before) > self._depth - (self._marks[-1] if self._marks else 0):
            raise Stuck
        self._depth -= len(before)
        if _MARK in after:
            self._marks.append(self._depth)
            after.remove(_MARK)
        self._depth += len(after)

    @property
    def _marked(self) -> bool:
        """Whether a mark lies on top of the stack."""
        return bool(self._marks) and self._marks[-1] == self._depth

    def _remember(self, step: Step) -> None:
        name, argument = step.opcode.name, step.argument
        if name in _PUTS or name == "MEMOIZE":
            self._memo[len(self._memo) if name == "MEMOIZE" else argument] = self._top
            return
        if name in _GETS and argument not in self._memo:
            raise Stuck
        text = self._memo[argument] if name in _GETS else argument
        self._top = text if isinstance(text, str) and step.opcode.stack_after else ""
        if self._top:
            self._strings.append(self._top)
