"""The contract of a store: the minimum that an adapter implements, and what it promises.

Everything here speaks of objects in one bucket (container, folder). Keys are relative POSIX paths
without empty, `.` or `..` segments. A store may be used by several threads at once. No method
retries by itself: the SDK's own retries are off, because a lost reply followed by a blind retry
reports a conflict on one's own successful write; `store.retry` knows how to read back instead.
Nothing is promised where one key is a folder of another (`a` beside `a/b`): not every store can
hold both, and nothing here needs it.

Every method may raise `AccessDenied`, `BucketMissing` and `Unavailable`. After `Unavailable` from a
method that writes, nothing is known: the write happened wholly or not at all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, NewType, Protocol

from mcdeploy.domain import Checksums, Kind, Target
from mcdeploy.store.settings import Settings

Version = NewType("Version", str)
"""An opaque name of one state of one object: an ETag, a generation. Never equal for two states
that differ in their bytes."""


@dataclass(frozen=True, slots=True)
class Absent:
    """The write happens only if there is no object of that key."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The write happens only if the object is still in this state."""

    version: Version


Condition = Absent | Unchanged


@dataclass(frozen=True, slots=True)
class Stat:
    """One object: size in bytes, and the checksums that the *store itself* computed over it.

    A checksum that a client merely stored beside the object does not count and stays None. Where a
    store computes none of a whole object, but refuses whatever arrives damaged, `noted` are those
    that our writer noted in the request that made the object.
    """

    key: str
    size: int
    version: Version
    checksums: Checksums = field(default_factory=Checksums)
    noted: Checksums = field(default_factory=Checksums)

    def agree(self, other: Checksums) -> bool | None:
        """Whether the object has these checksums, by the store's own, else by what was noted; None
        when neither says."""
        told = self.checksums.agree(other)
        return self.noted.agree(other) or None if told is None else told


@dataclass(frozen=True, slots=True)
class Reading:
    """An object being read: what it is, and its bytes in chunks of at most 8 MiB.

    `chunks` yields exactly the bytes asked for or raises `Unavailable`; it never ends early. The
    checksums in `stat` may be missing; `head` has them.
    """

    stat: Stat
    chunks: Iterator[bytes]


@dataclass(frozen=True, slots=True)
class Upload:
    """An upload in parts under way. `id` is opaque and, with the key, enough for another process
    to go on with it; it may grant the right to write this one object, so it is kept private."""

    key: str
    id: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part that the store holds: numbered from 1, size in bytes, the store's tag for it."""

    number: int
    size: int
    tag: str


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a provider can do, as data. A capability it lacks is never silently imitated, save that
    a store without `conditional_writes` still checks before it writes, which is not atomic."""

    conditional_writes: bool = True  # put and complete keep their condition atomically
    conditional_deletes: bool = True  # delete keeps its condition atomically
    parallel_parts: bool = True  # parts may arrive in any order and at the same time
    resumable: bool = True  # another process can go on with an upload
    lists_uploads: bool = True  # uploads() finds what was left unfinished
    copies: bool = True  # copy() happens inside the provider
    signed_urls: bool = True  # sign() gives a URL that anybody can read from
    verifies_on_arrival: bool = False  # bytes that arrive damaged are refused, in put and put_part
    verifies_whole: bool = False  # complete() refuses parts that do not add up to the checksums
    min_part: int = 5 * 2**20  # bytes; every part but the last has at least this size
    part_multiple: int = 1  # bytes; the part size is a multiple of this
    max_parts: int = 10_000
    pulls: tuple[str, ...] = ()  # how the URLs begin that pull() takes


class Store(Protocol):
    """Objects in one place."""

    @property
    def name(self) -> str:
        """Who this is in messages: the target's name."""

    @property
    def capabilities(self) -> Capabilities:
        """What this store can do; constant."""

    def head(self, key: str) -> Stat:
        """Look at an object. Reads its own and everybody's finished writes.

        Raises `NotFound`.
        """

    def read(
        self, key: str, start: int = 0, length: int | None = None, version: Version | None = None
    ) -> Reading:
        """Read `length` bytes from `start` (to the end when None) of one state of an object.

        A range past the end gives what there is, and an empty one gives nothing. The bytes and the
        `stat` belong to the same state, which is `version` when one is given.

        Raises `NotFound`, and `ConditionFailed` when the object is no longer at `version`.
        """

    def list(self, prefix: str) -> Iterator[Stat]:
        """All objects whose key starts with the prefix, sorted by key as UTF-8 bytes.

        Sees every write that finished before the call. Checksums may be missing here.
        """

    def put(self, key: str, data: bytes, condition: Condition) -> Stat:
        """Write a small object (at most 64 MiB) if the condition holds. Atomic, not idempotent.

        Gives what the store then holds, with those of its checksums that its answer tells; nothing
        more is asked for them.

        Of several writers with the same condition exactly one succeeds, and readers see the old
        bytes or the new. After `Unavailable` read back to learn what happened.

        Raises `ConditionFailed` (also `Unchanged` on an absent key), and `Damaged`.
        """

    def begin(self, key: str, size: int, part_size: int) -> Upload:
        """Begin to write a new large object of `size` > 0 bytes in parts of `part_size` bytes, the
        last one shorter. Nothing is visible yet. After `Unavailable` an upload may be left
        unfinished: `uploads` finds it where the provider can."""

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        """Send part `number`, counted from 1. Idempotent: the same part may be sent again.

        Where `parallel_parts` is false the parts must arrive in order, one at a time.

        Raises `NotFound` when the upload is gone, `Damaged`, and `ConditionFailed` where the store
        knows already that an object of the key exists.
        """

    def parts(self, upload: Upload) -> tuple[Part, ...]:
        """The parts that the store holds, by number; this is how another process goes on.

        Raises `NotFound` when the upload is gone (completed, aborted or expired).
        """

    def complete(self, upload: Upload, parts: tuple[Part, ...], whole: Checksums) -> Stat:
        """Make the object of all its parts. Create-only and atomic: the object is seen whole or not
        at all, at the earliest when all its parts have arrived, at the latest when this returns.

        `whole` are the checksums of the whole object; a store that can check them does. Gives what
        the store then holds, like `put`. After `Unavailable` read back.

        Raises `ConditionFailed` when an object of that key exists, `NotFound` when the upload is
        gone, and `Damaged`.
        """

    def abort(self, upload: Upload) -> None:
        """Forget an unfinished upload and what it holds, so that it costs nothing. Idempotent; an
        upload that is gone is no error, and a completed object stays."""

    def uploads(self, prefix: str) -> Iterator[Upload]:
        """Unfinished uploads to keys that start with the prefix.

        Raises `Unsupported` where the provider cannot list them.
        """

    def delete(self, key: str, condition: Unchanged | None = None) -> None:
        """Delete an object, if the condition holds. Idempotent without a condition: an absent
        object is no error. With one, an absent object is a `ConditionFailed`."""

    def copy(self, source: str, key: str) -> None:
        """Copy an object inside the store; its bytes do not come here. Idempotent: an object that
        is there is replaced, so callers copy to keys that only ever hold these bytes.

        Raises `NotFound` when the source is absent, `Unsupported`.
        """

    def pull(self, url: str, key: str, size: int, whole: Checksums) -> Stat:
        """Let the provider itself fetch the `size` bytes at the URL; they do not come here.

        The URL is one that anybody can GET, or an object of the same provider: its target's
        location, a slash, and the key as it is. Idempotent, and seen whole or not at all; an object
        that is there is replaced, so callers pull to keys that only ever hold these bytes. The
        bytes are compared with `whole` as far as `Stat.checksums` or `verifies_on_arrival` promise.

        Raises `NotFound` when there is nothing at the URL, `Damaged` when something else is, and
        `Unsupported` for a URL that begins like none of `pulls`, or for more than can be pulled.
        """

    def sign(self, key: str, seconds: int) -> str:
        """A URL from which anybody can GET the object for so many seconds. Sends nothing.

        Raises `Unsupported`.
        """

    def close(self) -> None:
        """Let go of connections. Idempotent; the store is not used after."""


class Provider(Protocol):
    """What a provider's package offers under the entry point group `mcdeploy.providers`.

    Importing it and asking for settings and location imports no SDK: only `open` and `create` do.
    """

    settings: ClassVar[type[Settings]]
    """The keys of a target that are this provider's own."""

    package: ClassVar[Kind]
    """The kind of package that the provider's own service loads; `Kind.PLAIN` where it has none."""

    def location(self, settings: Mapping[str, object], region: str | None) -> str:
        """The canonical URL of the place: equal for two targets that are the same place."""

    def public(self, settings: Mapping[str, object]) -> bool:
        """Whether this is the provider's own cloud, whose regions and list prices apply."""

    def sandboxed(self, settings: Mapping[str, object]) -> bool:
        """Whether the variables that a sandbox sets lead this target into it. Where they do not,
        nothing is done to the target when a sandbox was asked for."""

    def open(self, target: Target) -> Store:
        """A store for the target, with credentials from the SDK's own default chain. Sends
        nothing: a wrong credential or a missing bucket is found by the first operation."""

    def create(self, target: Target) -> None:
        """Make the target's bucket. Idempotent: a bucket that is already ours is no error."""
