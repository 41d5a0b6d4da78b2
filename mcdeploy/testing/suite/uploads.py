"""Large objects in parts: whole or not at all, and another process can go on."""

from collections.abc import Callable

import pytest

from mcdeploy.domain import Checksums
from mcdeploy.errors import ConditionFailed, Damaged, NotFound
from mcdeploy.store.contract import Absent, Capabilities, Part, Stat, Store, Upload
from mcdeploy.store.digest import digest
from mcdeploy.store.objects import get


def part_size(capabilities: Capabilities) -> int:
    """The smallest part size in bytes that the store takes, and no less than 64 KiB."""
    least = max(capabilities.min_part, 2**16)
    return -(-least // capabilities.part_multiple) * capabilities.part_multiple


class _Large:
    """Two whole parts and a short one."""

    def __init__(self, store: Store) -> None:
        self.part_size = part_size(store.capabilities)
        self.data = bytes(range(251)) * (self.part_size * 2 // 251) + b"the end" * 99
        cuts = range(0, len(self.data), self.part_size)
        self.parts = [self.data[cut : cut + self.part_size] for cut in cuts]
        self.whole = digest([self.data]).checksums()

    def begin(self, store: Store, key: str) -> Upload:
        return store.begin(key, len(self.data), self.part_size)

    def send(self, store: Store, upload: Upload, *numbers: int) -> tuple[Part, ...]:
        sent = [store.put_part(upload, number, self.parts[number - 1]) for number in numbers]
        return tuple(sorted(sent, key=lambda part: part.number))

    def finish(self, store: Store, upload: Upload) -> Stat:
        parts = self.send(store, upload, *range(1, len(self.parts) + 1))
        return store.complete(upload, parts, self.whole)


class Uploads:
    def test_parts_become_one_object(self, store: Store, base: str) -> None:
        large = _Large(store)
        upload = large.begin(store, base + "large")
        told, stat = large.finish(store, upload), store.head(base + "large")
        assert stat.size == len(large.data)
        assert (told.key, told.size, told.version) == (stat.key, stat.size, stat.version)
        assert told.checksums.agree(large.whole) is not False
        assert stat.checksums.agree(large.whole) is not False
        assert get(store, base + "large")[0] == large.data

    def test_nothing_is_seen_before_all_parts_are_there(self, store: Store, base: str) -> None:
        large = _Large(store)
        upload = large.begin(store, base + "large")
        large.send(store, upload, 1)
        with pytest.raises(NotFound):
            store.head(base + "large")
        assert list(store.list(base)) == []
        store.abort(upload)

    @pytest.mark.needs("parallel_parts")
    def test_parts_may_come_in_any_order_and_twice(self, store: Store, base: str) -> None:
        large = _Large(store)
        upload = large.begin(store, base + "large")
        numbers = range(len(large.parts), 0, -1)
        large.send(store, upload, 1)
        store.complete(upload, large.send(store, upload, *numbers), large.whole)
        assert get(store, base + "large")[0] == large.data

    @pytest.mark.needs("resumable")
    def test_another_process_goes_on(
        self, store: Store, open_store: Callable[[], Store], base: str
    ) -> None:
        large = _Large(store)
        upload = large.begin(store, base + "large")
        large.send(store, upload, 1)
        other = open_store()
        held = other.parts(upload)
        assert [(part.number, part.size) for part in held] == [(1, large.part_size)]
        large.send(other, upload, *range(2, len(large.parts) + 1))
        held = other.parts(upload)
        assert sum(part.size for part in held) == len(large.data)
        other.complete(upload, held, large.whole)
        other.close()
        assert get(store, base + "large")[0] == large.data

    @pytest.mark.needs("lists_uploads")
    def test_an_unfinished_upload_is_found(
        self, store: Store, open_store: Callable[[], Store], base: str
    ) -> None:
        large = _Large(store)
        upload = large.begin(store, base + "large")
        large.send(store, upload, 1)
        other = open_store()
        found = list(other.uploads(base))
        assert [one.key for one in found] == [base + "large"]
        other.abort(found[0])
        other.close()

    def test_an_aborted_upload_is_gone_and_aborting_twice_is_no_error(
        self, store: Store, base: str
    ) -> None:
        large = _Large(store)
        upload = large.begin(store, base + "large")
        large.send(store, upload, 1)
        store.abort(upload)
        store.abort(upload)
        with pytest.raises(NotFound):
            store.parts(upload)

    def test_completing_is_create_only(self, store: Store, base: str) -> None:
        large = _Large(store)
        upload = large.begin(store, base + "large")
        store.put(base + "large", b"first", Absent())
        with pytest.raises(ConditionFailed):
            large.finish(store, upload)
        store.abort(upload)
        assert get(store, base + "large")[0] == b"first"

    def test_aborting_a_completed_upload_keeps_the_object(self, store: Store, base: str) -> None:
        large = _Large(store)
        upload = large.begin(store, base + "large")
        large.finish(store, upload)
        store.abort(upload)
        assert store.head(base + "large").size == len(large.data)

    @pytest.mark.needs("verifies_whole")
    def test_a_wrong_checksum_of_the_whole_is_refused(self, store: Store, base: str) -> None:
        large = _Large(store)
        upload = large.begin(store, base + "large")
        parts = large.send(store, upload, *range(1, len(large.parts) + 1))
        with pytest.raises(Damaged):
            store.complete(upload, parts, Checksums(crc32c=1, crc64nvme=1))
        store.abort(upload)
        with pytest.raises(NotFound):
            store.head(base + "large")
