"""Random walks: the store and the in-memory specification must tell the same story."""

from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mcdeploy.errors import ConditionFailed, NotFound
from mcdeploy.store.contract import Absent, Condition, Store, Unchanged, Version
from mcdeploy.store.objects import get
from mcdeploy.testing.memory import MemoryStore

KEYS = st.sampled_from(["a", "b/c", "b-1", "b.d"])
DATA = st.binary(max_size=40)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("create"), KEYS, DATA),
        st.tuples(st.just("swap"), KEYS, DATA),
        st.tuples(st.just("stale"), KEYS, DATA),
        st.tuples(st.just("delete"), KEYS, DATA),
        st.tuples(st.just("read"), KEYS, DATA),
    ),
    min_size=4,
    max_size=12,
)


class _Walk:
    """One store, the versions it gave so far, and what it answers to each step."""

    def __init__(self, store: Store, base: str) -> None:
        self.store = store
        self.base = base
        self.versions: dict[str, list[Version]] = {}

    def step(self, action: str, key: str, data: bytes) -> object:
        try:
            return self._step(action, self.base + key, data)
        except (ConditionFailed, NotFound) as error:
            return type(error)

    def _step(self, action: str, key: str, data: bytes) -> object:
        if action == "delete":
            self.store.delete(key)
            return None
        if action == "read":
            return get(self.store, key)[0]
        given = self.versions.setdefault(key, [])
        unlike = b"%d " % len(given) + data  # equal bytes may be one version
        given.append(self.store.put(key, unlike, self._condition(action, key)).version)
        return None

    def _condition(self, action: str, key: str) -> Condition:
        given = self.versions.get(key)
        if action == "create" or not given:
            return Absent()
        return Unchanged(given[-1] if action == "swap" else given[0])

    def ending(self) -> list[tuple[str, int]]:
        return [
            (stat.key.removeprefix(self.base), stat.size) for stat in self.store.list(self.base)
        ]


class Specification:
    def test_the_store_tells_the_same_story_as_the_specification(
        self, store: Store, base: str
    ) -> None:
        @settings(
            max_examples=15,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(STEPS)
        def walk(steps: list[tuple[str, str, bytes]]) -> None:
            ours = _Walk(store, f"{base}{uuid4().hex}/")
            theirs = _Walk(MemoryStore(), "")
            for step in steps:
                assert ours.step(*step) == theirs.step(*step), step
            assert ours.ending() == theirs.ending()

        walk()
