"""Ask several targets at the same moment."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from mcdeploy.errors import McdeployError
from mcdeploy.store.contract import Store

T = TypeVar("T")


def ask(
    stores: Mapping[str, Store], question: Callable[[str, Store], T]
) -> tuple[dict[str, T], dict[str, McdeployError]]:
    """The answers and the errors, each by name of target: one that fails keeps no answer of
    another from being heard."""
    with ThreadPoolExecutor(max(len(stores), 1)) as pool:
        asked = {name: pool.submit(question, name, store) for name, store in stores.items()}
    answers: dict[str, T] = {}
    errors: dict[str, McdeployError] = {}
    for name, answer in asked.items():
        try:
            answers[name] = answer.result()
        except McdeployError as error:
            errors[name] = error
    return answers, errors
