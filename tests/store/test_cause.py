"""P8: a person reads what happened, not through how many layers it came."""

import itertools

from mcdeploy.store.cause import root_cause


def chained(*errors: Exception) -> Exception:
    for deeper, error in itertools.pairwise(errors):
        error.__context__ = deeper
    return errors[-1]


def test_p8_the_first_error_of_the_chain_is_told() -> None:
    refused = ConnectionRefusedError(111, "Connection refused")
    wrapped = chained(refused, RuntimeError("pool"), ValueError("Max retries exceeded"))
    assert root_cause(wrapped) == "Connection refused"


def test_an_error_without_words_is_told_by_its_kind() -> None:
    assert root_cause(chained(TimeoutError(), RuntimeError("outer"))) == "TimeoutError"


def test_a_chain_that_is_a_circle_ends() -> None:
    one, two = RuntimeError("one"), RuntimeError("two")
    one.__context__, two.__context__ = two, one
    assert root_cause(one) in {"one", "two"}
