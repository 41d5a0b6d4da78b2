"""Run as a program: one writer among several processes. Not a test itself."""

import sys
from pathlib import Path

from mcdeploy.errors import ConditionFailed
from mcdeploy.store.contract import Absent, Condition, Unchanged, Version
from mcdeploy_local.store import LocalStore

SIZE = 2**18  # bytes


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def overwrite(store: LocalStore) -> None:
    """Swap one object for ever, each time for bytes that are all the same."""
    version = store.head("object").version
    for number in range(10**9):
        data = bytes([number % 251]) * SIZE
        version = store.put("object", data, Unchanged(version)).version
        say(str(number))


def race(store: LocalStore, rounds: int) -> None:
    """In each round, when told, write under the condition given; print who won."""
    me = sys.argv[3]
    for number in range(rounds):
        given = sys.stdin.readline().strip()
        condition: Condition = Unchanged(Version(given)) if given else Absent()
        try:
            store.put(f"round/{number}" if not given else "swapped", me.encode(), condition)
        except ConditionFailed:
            say("lost")
        else:
            say("won")


def main() -> None:
    store = LocalStore("rack", Path(sys.argv[1]))
    if sys.argv[2] == "overwrite":
        overwrite(store)
    else:
        race(store, int(sys.argv[4]))


if __name__ == "__main__":
    main()
