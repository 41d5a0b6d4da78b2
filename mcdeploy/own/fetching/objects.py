"""Objects in a bucket: one, or all below a prefix."""

from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from pydantic import ValidationError

from mcdeploy.domain import Remote, Target
from mcdeploy.environments import cache
from mcdeploy.errors import IntegrityError, ModelError, NotFound
from mcdeploy.own.fetching.names import check, shown
from mcdeploy.records import canonical
from mcdeploy.store import registry
from mcdeploy.store.contract import Stat, Store
from mcdeploy.store.deadline import Deadline
from mcdeploy.store.digest import Digest
from mcdeploy.store.retry import Retrying

PROVIDERS = {"s3": "aws", "gs": "gcp", "az": "azure"}


@dataclass(frozen=True, slots=True)
class Found:
    """Objects by their paths on this machine; `whole` when it is one, under its own name."""

    stats: dict[str, Stat]
    whole: bool


def fetch(remote: Remote) -> Path:
    """The object, or the folder of all objects below it, in the cache by what the store calls this
    state of them: what has not changed is not fetched again."""
    target, key = _place(remote.uri)
    provider = registry.provider(target.provider)
    with closing(Retrying(Deadline(provider.open(target)))) as store:
        found = _find(store, key, remote)
        states = [[path, stat.version, stat.size] for path, stat in found.stats.items()]
        name = sha256(canonical.encode([target.location, key, states])).hexdigest()
        folder = cache.folder("weights", name, lambda into: _download(store, found, into))
    return folder / next(iter(found.stats)) if found.whole else folder


def _place(uri: str) -> tuple[Target, str]:
    """The bucket as a target without a region, and the key."""
    parts = urlsplit(uri)
    key = unquote(parts.path[1:])
    if parts.scheme == "az":
        container, _, key = key.partition("/")
        given = {"account": parts.netloc, "container": container}
    else:
        given = {"bucket": parts.netloc}
    provider = registry.provider(PROVIDERS[parts.scheme])
    try:
        settings = provider.settings.model_validate(given).model_dump()
    except ValidationError as error:
        what = "; ".join(str(one["msg"]) for one in error.errors())
        raise ModelError(shown(uri), what, remedy="correct `model.uri`") from error
    location = provider.location(settings, None)
    return Target("model", PROVIDERS[parts.scheme], location, settings=settings), key


def _find(store: Store, key: str, remote: Remote) -> Found:
    if not key.endswith("/"):
        try:
            found = Found({key.rpartition("/")[2]: store.head(key)}, whole=True)
        except NotFound:
            key += "/"
    if key.endswith("/"):
        listed = (stat for stat in store.list(key) if not stat.key.endswith("/"))
        found = Found({stat.key.removeprefix(key): stat for stat in listed}, whole=False)
    for path in found.stats:
        check(remote.uri, path)
    _check_folders(found, remote)
    _check(found, remote)
    return found


def _check_folders(found: Found, remote: Remote) -> None:
    """A bucket may hold `a` and `a/b`; a folder may not."""
    above = {str(folder) for path in found.stats for folder in PurePosixPath(path).parents}
    if both := sorted(above & found.stats.keys()):
        what = f"{both[0]!r} is an object, and there are objects below it"
        raise ModelError(shown(remote.uri), what, remedy="move one of them, or name one object")


def _check(found: Found, remote: Remote) -> None:
    if not found.stats:
        what = "there is no such object, and none below it"
        raise ModelError(shown(remote.uri), what, remedy="correct `model.uri`")
    if remote.sha256 and not found.whole:
        what = f"`model.sha256` is of one file, and there are {len(found.stats)} below this"
        raise ModelError(shown(remote.uri), what, remedy="name one object, or leave sha256 out")


def _download(store: Store, found: Found, into: Path) -> None:
    for path, stat in found.stats.items():
        (into / path).parent.mkdir(parents=True, exist_ok=True)
        _one(store, stat, into / path)


def _one(store: Store, stat: Stat, into: Path) -> None:
    running = Digest()
    with into.open("xb") as file:
        for chunk in store.read(stat.key, version=stat.version).chunks:
            running.update(chunk)
            file.write(chunk)
    told = stat.checksums.agree(running.checksums())
    if running.size != stat.size or told is False:
        raise IntegrityError(
            stat.key, "arrived otherwise than the store has it", remedy="run the command again"
        )
