"""Runs one program inside another interpreter: `python host.py PROGRAM ANSWER < REQUEST`.

The request is JSON on standard input, the answer is JSON in the file ANSWER: programs and what they
import may print what they like. Valid in Python 3.7 and later; it imports the standard library
alone, and nothing that lies beside it.
"""

import sys

if not getattr(sys.flags, "safe_path", False):
    del sys.path[0]  # this file's own folder

import json
import os
import traceback
import types
from importlib.machinery import SourceFileLoader
from typing import Any, Dict  # noqa: UP035


def keep_bytecode_of_the_environment_only() -> None:
    """What the environment's own packages compile to is kept there; nothing is written beside a
    program or a model."""
    keep: Any = SourceFileLoader.set_data

    def set_data(loader: SourceFileLoader, path: str, data: bytes, **mode: int) -> None:
        if path.startswith(sys.prefix + os.sep):
            keep(loader, path, data, **mode)

    SourceFileLoader.set_data = set_data  # type: ignore[method-assign, assignment]


def load(path: str) -> Any:
    """The program as a module; no bytecode is left beside it."""
    module = types.ModuleType("program")
    module.__file__ = path
    sys.modules["program"] = module
    with open(path, encoding="utf-8") as file:  # noqa: PTH123
        exec(compile(file.read(), path, "exec"), module.__dict__)  # noqa: S102
    return module


def failure(error: Exception) -> Dict[str, object]:  # noqa: UP006
    """What is told of an exception: its class, its words, and the functions it came through."""
    frames = traceback.extract_tb(error.__traceback__)
    during = [frame.name for frame in frames if frame.filename != __file__]
    return {"kind": type(error).__name__, "message": str(error), "during": during}


def answer(program: str, request: object) -> str:
    """What the program says, or how it failed, as JSON."""
    try:
        return json.dumps({"answer": load(program).main(request)})
    except Exception as error:  # noqa: BLE001
        return json.dumps({"failure": failure(error)})


if __name__ == "__main__":
    keep_bytecode_of_the_environment_only()
    with open(sys.argv[2], "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(answer(sys.argv[1], json.load(sys.stdin)))
