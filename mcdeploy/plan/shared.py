"""The bytes that several targets share: those that can go from one to the other. Pure."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from mcdeploy.domain import File, Observation, Release, Stage


@dataclass(frozen=True, slots=True)
class Shared:
    """Each of the `targets` lacks the same `contents` (SHA-256), `size` bytes in all; the `holders`
    hold all of them already."""

    targets: tuple[str, ...]
    holders: tuple[str, ...]
    contents: frozenset[str]
    size: int


def shared(
    release: Release,
    stages: Iterable[Stage],
    seen: Mapping[str, Observation],
    *,
    here: bool,
) -> Shared | None:
    """Targets that lack the same contents are those that can give them to each other; of several
    such groups the one to which most bytes go, and None where there is none. Empty files and the
    release's own document are not among them, nor what a single target gets.

    Unless the bytes are `here`, a group needs a holder.
    """
    common = _common(release, seen)
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    sizes: dict[tuple[str, ...], int] = {}
    for stage in stages:
        lacking = [file for file in stage.files if content(file) in common and file.size]
        contents = tuple(sorted(map(content, lacking)))
        groups[contents].append(stage.target)
        sizes[contents] = sum(file.size for file in lacking)
    found = [
        Shared(
            tuple(targets), _holders(release, seen, contents, targets), frozenset(contents), size
        )
        for contents, targets in groups.items()
        if contents and (size := sizes[contents])
    ]
    several = [
        one for one in found if len(one.targets) + len(one.holders) > 1 and (here or one.holders)
    ]
    return max(several, key=lambda one: (one.size * len(one.targets), one.targets), default=None)


def apart(
    stages: Iterable[Stage], one: Shared | None
) -> tuple[tuple[Stage, ...], tuple[Stage, ...]]:
    """The stages with the shared files alone, and with the rest alone, all without copies."""
    given, rest = [], []
    for stage in stages:
        inside = one.contents if one is not None and stage.target in one.targets else frozenset()
        own = tuple(file for file in stage.files if content(file) in inside)
        others = tuple(file for file in stage.files if content(file) not in inside)
        given.append(Stage(stage.target, own))
        rest.append(Stage(stage.target, others))
    return tuple(given), tuple(rest)


def content(file: File) -> str:
    """What tells its bytes from others."""
    return str(file.checksums.sha256)


def held(release: Release, seen: Observation) -> Mapping[str, str]:
    """The contents of the release that a target holds, each with its path there."""
    return {
        content(file): file.path
        for file in release.packages.get(seen.target, ())
        if seen.live or seen.sizes.get(file.path) == file.size
    }


def _common(release: Release, seen: Mapping[str, Observation]) -> set[str]:
    counted = Counter(
        one for name in seen for one in {content(f) for f in release.packages.get(name, ())}
    )
    return {one for one, count in counted.items() if count > 1}


def _holders(
    release: Release,
    seen: Mapping[str, Observation],
    contents: Iterable[str],
    lacking: Collection[str],
) -> tuple[str, ...]:
    """One that holds a content and lacks it elsewhere is none."""
    wanted, others = set(contents), (name for name in seen if name not in lacking)
    return tuple(name for name in others if wanted <= held(release, seen[name]).keys())
