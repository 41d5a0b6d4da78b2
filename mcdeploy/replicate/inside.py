"""What a target need not be sent: copied inside of it, of what it holds of another release."""

from collections.abc import Mapping
from dataclasses import replace

from mcdeploy.domain import Copied, Stage
from mcdeploy.errors import McdeployError
from mcdeploy.replicate.verify import verify
from mcdeploy.store.ask import ask
from mcdeploy.store.contract import Store


def inside(
    stages: tuple[Stage, ...], stores: Mapping[str, Store], folders: Mapping[str, str]
) -> tuple[Stage, ...]:
    """Copy what can be copied, and verify it. The stages, with the rest among what is sent."""
    copying = {stage.target: stage for stage in stages if stage.copies}
    there = {name: stores[name] for name in copying}
    left, _ = ask(there, lambda name, store: _copied(store, folders[name], copying[name]))
    return tuple(_sent(stage, left.get(stage.target, stage.copies)) for stage in stages)


def _copied(store: Store, folder: str, stage: Stage) -> tuple[Copied, ...]:
    """Those that could not be copied."""
    return tuple(one for one in stage.copies if not _copy(store, folder, one))


def _copy(store: Store, folder: str, one: Copied) -> bool:
    releases = folder.removesuffix("/").rpartition("/")[0]
    try:
        store.copy(f"{releases}/{one.source}", folder + one.file.path)
        verify(store, folder + one.file.path, one.file, arrived=False)
    except McdeployError:
        return False
    return True


def _sent(stage: Stage, left: tuple[Copied, ...]) -> Stage:
    more = tuple(one.file for one in (*left, *stage.pulls))
    return replace(stage, files=(*more, *stage.files), copies=(), pulls=(), origin=None)
