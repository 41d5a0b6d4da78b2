"""How one logistic regression speaks of many classes."""

from difflib import get_close_matches
from enum import StrEnum

from mcdeploy.errors import UsageError


class Strategy(StrEnum):
    """`SOFTMAX` fits all classes at once, `ONE_VS_REST` one regression for each class;
    with `AUTO` cross-validation chooses between them."""

    SOFTMAX = "softmax"
    ONE_VS_REST = "one-vs-rest"
    AUTO = "auto"

    @property
    def candidates(self) -> tuple["Strategy", ...]:
        """The strategies to try, the simpler first: softmax is one model whose probabilities
        sum to one by themselves."""
        return BOTH if self is Strategy.AUTO else (self,)


BOTH = (Strategy.SOFTMAX, Strategy.ONE_VS_REST)


def parse(name: str) -> Strategy:
    """The strategy of that name; UsageError names the nearest one."""
    names = [str(strategy) for strategy in Strategy]
    if name in names:
        return Strategy(name)
    near = get_close_matches(name, names, n=1)
    raise UsageError(
        "model.strategy",
        f"there is no strategy {name!r}",
        remedy=f"did you mean {near[0]!r}?" if near else f"use one of {', '.join(names)}",
    )
