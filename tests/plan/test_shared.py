"""What targets can give to each other."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.domain import File
from mcdeploy.plan.shared import Shared, apart, content, shared
from tests.plan.places import BIG, FILES, file, full, observed, sent, staged, wished

A, B, C = FILES
OWN = file("model/own", seed=1)


Packages = Mapping[str, tuple[File, ...]]


def found(packages: Packages, **holding: tuple[File, ...]) -> Shared | None:
    wish = wished(packages, packages=packages)
    seen = observed(wish, **{name: full(name, files) for name, files in holding.items()})
    return shared(wish.release, staged(wish, seen), seen, here=True)


def test_targets_with_the_same_files_share_all_of_them() -> None:
    one = found({"virginia": FILES, "belgium": FILES})
    assert one is not None
    assert (one.targets, one.holders) == (("virginia", "belgium"), ())
    assert one.contents == {content(each) for each in FILES}
    assert one.size == sum(each.size for each in FILES)


def test_a_file_of_one_target_alone_is_not_shared() -> None:
    one = found({"virginia": (A, OWN), "belgium": (A,)})
    assert one is not None
    assert (one.targets, one.size) == (("virginia", "belgium"), BIG)
    assert one.contents == {content(A)}
    assert found({"virginia": (A,), "belgium": (B,)}) is None


def test_of_several_groups_the_one_to_which_most_bytes_go() -> None:
    packages = {"virginia": (A, C), "belgium": (A, C), "tokyo": (C,), "oregon": (C,)}
    one = found(packages)
    assert one is not None
    assert one.targets == ("virginia", "belgium")


def test_the_same_content_under_another_name_is_shared() -> None:
    renamed = replace(A, path="model.bin")
    one = found({"virginia": (A,), "tokyo": (renamed,)})
    assert one is not None
    assert set(one.targets) == {"virginia", "tokyo"}


def test_a_target_that_holds_all_is_a_holder_and_one_that_holds_some_is_none() -> None:
    everywhere = dict.fromkeys(("virginia", "belgium", "tokyo"), FILES)
    one = found(everywhere, virginia=FILES, belgium=(A,))
    assert one is not None
    assert (one.targets, one.holders) == (("tokyo",), ("virginia",))
    assert found({"virginia": (A,), "tokyo": (A,)}, virginia=(A,)) is not None


def test_empty_files_are_not_worth_a_way() -> None:
    nothing = file("model/nothing", size=0)
    assert found({"virginia": (nothing,), "tokyo": (nothing,)}) is None


subsets = st.lists(st.sampled_from([A, B, C, OWN]), min_size=1, unique=True).map(tuple)


@given(st.dictionaries(st.sampled_from(["virginia", "belgium", "tokyo"]), subsets, min_size=2))
def test_what_is_shared_and_the_rest_are_all_that_is_sent(packages: Packages) -> None:
    wish = wished(packages, packages=packages)
    seen = observed(wish)
    stages = staged(wish, seen)
    one = shared(wish.release, stages, seen, here=True)
    given_, rest = apart(stages, one)
    for whole, some, others in zip(stages, given_, rest, strict=True):
        assert sorted(sent(some) + sent(others)) == sorted(sent(whole))
        inside = one is not None and whole.target in one.targets
        assert {content(each) for each in some.files} == (one.contents if inside and one else set())
