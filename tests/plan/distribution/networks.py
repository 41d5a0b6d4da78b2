"""Tiny networks for Hypothesis: few sites, few values, so that ties and limits often meet."""

from math import inf

from hypothesis import strategies as st

from mcdeploy.domain.distribution import Demand, Link, Network, Site

SIZE = 1_000

limits = st.sampled_from([inf, 5.0, 10.0, 20.0])
sites = st.builds(
    Site, ingress=limits, egress=limits, dollars_per_second=st.sampled_from([0.0, 0.0, 0.01])
)
prices = st.sampled_from([0.0, 1e6, 2e6, 5e6])
rates = st.sampled_from([3.0, 7.0, 10.0, 30.0])


@st.composite
def questions(
    draw: st.DrawFn, *, stored: bool, most: int = 3, relays: int = 1, partitions: int = 2
) -> tuple[Network, Demand]:
    """A network in which links may be missing, and a demand on it."""
    count = draw(st.integers(1, most))
    names = [f"site{number}" for number in range(count + 1 + draw(st.integers(0, relays)))]
    links = [
        Link(origin, destination, draw(prices), draw(rates))
        for origin in names
        for destination in names
        if origin != destination and draw(st.integers(0, 4))
    ]
    network = Network({name: draw(sites) for name in names}, tuple(links), stored)
    parts = 1 if stored else draw(st.integers(1, partitions))
    return network, Demand(names[0], tuple(names[1 : count + 1]), SIZE, parts)
