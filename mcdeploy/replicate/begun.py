"""What earlier runs have begun and not finished: found in the journal, and else in the store."""

from collections.abc import Mapping
from threading import Lock

from mcdeploy.errors import NotFound
from mcdeploy.replicate.destination import Destination
from mcdeploy.replicate.job import Job
from mcdeploy.replicate.journal import Entry, Journal
from mcdeploy.store.contract import Part, Upload


class Begun:
    """The unfinished uploads to the folder of one release on one target."""

    def __init__(self, destination: Destination, journal: Journal) -> None:
        self._destination = destination
        self._store = destination.store
        self._journal = journal
        self._listed: Mapping[str, list[Upload]] | None = None
        self._lock = Lock()

    def entry(self, key: str, job: Job) -> Entry:
        return self._journal.entry(self._destination.location, key, job.file, job.part_size)

    def best(self, key: str, job: Job, entry: Entry) -> tuple[Upload, dict[int, Part]] | None:
        """The upload to go on with, and the parts that it holds: what the journal says, else the
        one in the store that has the most. The parts of an upload that is not in the journal are
        known by their sizes and by the name of the release in their key; their bytes were verified
        when they arrived, and are once more with the whole, where the store can."""
        noted = entry.recall()
        for uploads in ([noted] if noted else [], self._list().get(key, [])):
            held = [(upload, self._held(upload, job)) for upload in uploads]
            if found := [(upload, parts) for upload, parts in held if parts]:
                return max(found, key=lambda one: len(one[1]))
        return None

    def _held(self, upload: Upload, job: Job) -> dict[int, Part]:
        try:
            parts = self._store.parts(upload)
        except NotFound:
            return {}
        return {part.number: part for part in parts if _fits(part, job)}

    def _list(self) -> Mapping[str, list[Upload]]:
        """Asked for once, and only when something large is to be sent."""
        with self._lock:
            if self._listed is None:
                self._listed = _by_key(self._destination)
            return self._listed


def _by_key(there: Destination) -> Mapping[str, list[Upload]]:
    found: dict[str, list[Upload]] = {}
    if there.store.capabilities.lists_uploads:
        for upload in there.store.uploads(there.folder):
            found.setdefault(upload.key, []).append(upload)
    return found


def _fits(part: Part, job: Job) -> bool:
    start = (part.number - 1) * job.part_size
    return part.number > 0 and part.size == min(job.part_size, job.file.size - start)


def clear(there: Destination, journal: Journal, *, listed: bool) -> None:
    """Abort every upload to the deployment's releases that the journal tells of, and with `listed`
    those that the store can list. Idempotent. Another run whose upload this was finds its object
    finished, or begins anew."""
    store, below = there.store, there.releases or there.folder
    if listed and store.capabilities.lists_uploads:
        for upload in [*store.uploads(below)]:
            store.abort(upload)
    for entry, upload in journal.left(there.location, below):
        store.abort(upload)
        entry.forget()
