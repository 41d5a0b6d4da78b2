"""Which release is live: of those that the targets' pointers name, the newest that somebody trusted
has signed. A pointer is not signed, so one bucket alone could lead everybody astray."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from mcdeploy import live
from mcdeploy.clouds import Clouds
from mcdeploy.domain import Observation, Pointer, Release, Trust
from mcdeploy.errors import IntegrityError, McdeployError, StoreError, Unavailable, gravest
from mcdeploy.store.ask import ask

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Believed(Generic[T]):
    """The `pointer` to the release that is live, what was `read` of that release, and for each
    target whose pointer was passed over the reason."""

    pointer: Pointer
    read: T
    passed: Mapping[str, str]


def newest(
    deployment: str, seen: Mapping[str, Observation], read: Callable[[str], T]
) -> Believed[T]:
    """Go down the releases that the pointers name, the highest epoch first, to the first one that
    can be `read`; `read` takes its name, and raises where no target has it from somebody trusted.

    Raises `UsageError` where nothing was released, `Unavailable` as `read` does, for what nobody
    knows is not passed over; and the gravest error of all when no release can be believed.
    """
    live.released(deployment, seen)
    errors: list[McdeployError] = []
    passed: dict[str, str] = {}
    for release, pointer in _named(seen).items():
        try:
            return Believed(pointer, read(release), passed)
        except Unavailable:
            raise
        except (StoreError, IntegrityError) as error:
            errors.append(error)
            passed |= dict.fromkeys(_pointing(seen, release), _why(pointer, error))
    raise gravest(errors)


def settled(
    clouds: Clouds, deployment: str, seen: Mapping[str, Observation], trust: Trust
) -> Pointer:
    """The pointer that is live, for somebody who goes on from there: while a target that may hold
    the newest release does not answer, that one is not passed over. Where all pointers name the
    same release nobody is asked. Raises as `newest` does."""
    if len(_named(seen)) < 2:
        return live.released(deployment, seen)
    return newest(deployment, seen, lambda release: _of_all(clouds, release, seen, trust)).pointer


def _of_all(
    clouds: Clouds, release: str, seen: Mapping[str, Observation], trust: Trust
) -> Mapping[str, Release]:
    there = clouds.only(live.lit(seen))
    found, errors = ask(there.stores, lambda name, _: live.document(clouds, release, [name], trust))
    if not found:
        dark = [error for error in errors.values() if isinstance(error, Unavailable)]
        raise gravest(dark or errors.values())
    return found


def _named(seen: Mapping[str, Observation]) -> dict[str, Pointer]:
    """Each release that pointers name, with its highest pointer; the highest of all first."""
    pointers = [one.pointer for one in seen.values() if one.pointer is not None]
    found: dict[str, Pointer] = {}
    for pointer in sorted(pointers, key=lambda one: (one.epoch, one.release), reverse=True):
        found.setdefault(pointer.release, pointer)
    return found


def _pointing(seen: Mapping[str, Observation], release: str) -> list[str]:
    return [name for name, one in seen.items() if one.pointer and one.pointer.release == release]


def _why(pointer: Pointer, error: McdeployError) -> str:
    told = f"its pointer leads to {live.told(pointer.release)} at epoch {pointer.epoch}"
    return f"{told}, which is passed over: {error.what}"
