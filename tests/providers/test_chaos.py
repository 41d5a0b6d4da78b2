"""What a line does to bytes is found by every adapter: through a proxy that hurts them, before the
emulators."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress

import pytest

from mcdeploy.errors import Damaged, NotFound, StoreError, Unavailable
from mcdeploy.store.contract import Absent, Stat, Store
from mcdeploy.store.digest import digest
from mcdeploy.store.objects import get
from mcdeploy.store.retry import Retrying
from mcdeploy.testing.chaos import Chaos, Harm, bodies, chaotic
from mcdeploy.testing.proxy import Exchange

from .clouds import RIGS, credentials, opened, settings

PART = 5 * 2**20
DATA = bytes(range(251)) * (2 * PART // 251) + b"the end" * 999
PARTS = [DATA[cut : cut + PART] for cut in range(0, len(DATA), PART)]
WHOLE = digest([DATA]).checksums()
SMALL = DATA[:20_000]


class Cloud:
    """An emulator whose store is opened directly, or at a URL before it."""

    def __init__(self, name: str, url: str, stack: ExitStack) -> None:
        self.name = name
        self.url = url
        self.direct = self._open(url, stack)
        self._stack = stack

    def through(self, chaos: Chaos) -> Store:
        return self._open(self._stack.enter_context(chaotic(self.url, chaos)), self._stack)

    def _open(self, url: str, stack: ExitStack) -> Store:
        store = opened(self.name, settings(self.name, url, "chaos"))
        stack.callback(store.close)
        return store


@pytest.fixture(params=list(RIGS))
def cloud(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    url = request.getfixturevalue(RIGS[request.param]).url
    credentials(monkeypatch, url)
    with ExitStack() as stack:
        one = Cloud(request.param, url, stack)
        yield one
        for stat in list(one.direct.list("")):
            one.direct.delete(stat.key)


def _harms(chaos: Chaos) -> list[Harm]:
    return [fault.harm for fault in chaos.faults]


def _upload(store: Store, key: str) -> Stat:
    """Upload in parts; what fails is given up."""
    upload = store.begin(key, len(DATA), PART)
    try:
        parts = tuple(store.put_part(upload, number, data) for number, data in enumerate(PARTS, 1))
        return store.complete(upload, parts, WHOLE)
    except StoreError:
        store.abort(upload)
        raise


def _absent(store: Store, key: str) -> bool:
    try:
        store.head(key)
    except NotFound:
        return True
    return False


@pytest.mark.parametrize("seed", range(3))
def test_a_flipped_bit_of_a_small_object_is_found(cloud: Cloud, seed: int) -> None:
    chaos = Chaos(seed, 1.0, (Harm.FLIP,))
    with pytest.raises(Damaged):
        cloud.through(chaos).put("small", SMALL, Absent())
    assert _harms(chaos) == [Harm.FLIP]
    assert _absent(cloud.direct, "small")


def test_a_flipped_bit_of_a_large_object_is_found(cloud: Cloud) -> None:
    chaos = Chaos(1, 1.0, (Harm.FLIP,))
    with pytest.raises(Damaged):
        _upload(cloud.through(chaos), "large")
    assert Harm.FLIP in _harms(chaos)
    assert _absent(cloud.direct, "large")


def test_a_truncated_body_is_found(cloud: Cloud) -> None:
    """Azure's signature covers the length, so there it is the signature that is refused. A session
    of Cloud Storage says how much it has, and the rest is sent."""
    chaos = Chaos(2, 1.0, (Harm.TRUNCATE,))
    store = cloud.through(chaos)
    with pytest.raises(StoreError):
        store.put("small", SMALL, Absent())
    assert _absent(cloud.direct, "small")
    try:
        _upload(store, "large")
    except StoreError:
        assert _absent(cloud.direct, "large")
    else:
        assert get(cloud.direct, "large")[0] == DATA
    assert set(_harms(chaos)) == {Harm.TRUNCATE}


def test_swapped_bodies_are_found(cloud: Cloud) -> None:
    """Cloud Storage's body says how it is to be cut only in its own header, and where it goes in
    itself: there the store cannot read the other one."""
    chaos = Chaos(3, 1.0, (Harm.SWAP,))
    store = cloud.through(chaos)
    contents = {"one": SMALL, "two": SMALL[::-1]}

    def put(key: str) -> StoreError | None:
        try:
            store.put(key, contents[key], Absent())
        except StoreError as error:
            return error
        return None

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(put, contents))
    assert _harms(chaos) == [Harm.SWAP, Harm.SWAP]
    assert all(isinstance(error, Unavailable if cloud.name == "gcp" else Damaged) for error in told)
    assert list(cloud.direct.list("")) == []


def test_swapped_parts_are_found(cloud: Cloud) -> None:
    chaos = Chaos(4, 1.0, (Harm.SWAP,))
    store = cloud.through(chaos)
    if not store.capabilities.parallel_parts:
        pytest.skip("capability: no parallel_parts")
    upload = store.begin("large", len(DATA), PART)
    with ThreadPoolExecutor(2) as pool:
        sent = [pool.submit(store.put_part, upload, n, PARTS[n - 1]) for n in (1, 2)]
    assert _harms(chaos) == [Harm.SWAP, Harm.SWAP]
    assert all(isinstance(one.exception(), Damaged) for one in sent)
    store.abort(upload)


@pytest.mark.parametrize("harm", [Harm.LOSE, Harm.BREAK, Harm.DROP])
def test_after_a_broken_connection_a_part_is_sent_again(cloud: Cloud, harm: Harm) -> None:
    chaos = Chaos(5, 1.0, (harm,), _first_only())
    store = cloud.through(chaos)
    upload = store.begin("large", len(DATA), PART)
    with pytest.raises(Unavailable):
        store.put_part(upload, 1, PARTS[0])
    assert _harms(chaos) == [harm]
    parts = tuple(store.put_part(upload, number, data) for number, data in enumerate(PARTS, 1))
    assert store.complete(upload, parts, WHOLE).size == len(DATA)
    assert get(cloud.direct, "large")[0] == DATA


def _first_only() -> Callable[[Exchange], bool]:
    left = iter([True])
    return lambda exchange: bodies(exchange) and next(left, False)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens_nothing_wrong_is_taken_for_right(cloud: Cloud, seed: int) -> None:
    chaos = Chaos(seed, 0.5)
    store = Retrying(cloud.through(chaos), sleep=lambda _: None)
    for number in range(20):
        with suppress(StoreError):
            store.put(f"small/{number}", SMALL, Absent())
    with suppress(StoreError):
        _upload(store, "large")
    assert len(chaos.faults) > 5
    for stat in cloud.direct.list(""):
        assert get(cloud.direct, stat.key)[0] == (DATA if stat.key == "large" else SMALL)


def test_the_same_seed_hurts_the_same_requests() -> None:
    """Of the schedule alone; there is no server."""
    asked = Exchange("PUT", "/a", None, bytes(2**12))  # type: ignore[arg-type]

    def hurt(seed: int) -> list[tuple[Harm, int]]:
        chaos = Chaos(seed, 0.3, (Harm.LOSE, Harm.DROP))
        for _ in range(50):
            with suppress(Exception):
                chaos(asked, lambda _: None)  # type: ignore[arg-type,return-value]
        return [(fault.harm, fault.request) for fault in chaos.faults]

    assert hurt(1) == hurt(1) != hurt(2)
    assert 5 < len(hurt(1)) < 30
