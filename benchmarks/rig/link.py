"""A link of its own for one emulator: a network namespace behind a pair of virtual interfaces. The
kernel counts what passes and, where a rate is asked for, lets no more through."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network
from pathlib import Path

NETWORK = IPv4Network("198.18.0.0/15")  # set aside for benchmarks of networks: RFC 2544, C.2.2
FAR = "far"  # the interface inside the namespace
LATENCY = "50ms"  # the longest that anything waits in the shaper's queue


@dataclass(frozen=True, slots=True)
class Link:
    """`address` is the emulator's, inside; `near` is the interface on this side."""

    namespace: str
    near: str
    address: str

    def inside(self, argv: Sequence[str]) -> list[str]:
        """The command that runs another one inside."""
        return ["ip", "netns", "exec", self.namespace, *argv]

    @property
    def sent(self) -> int:
        """Bytes that went to the emulator so far, headers of TCP and IP among them."""
        return self._count("tx_bytes")

    @property
    def answered(self) -> int:
        """Bytes that came from it so far."""
        return self._count("rx_bytes")

    def shape(self, rate: float | None) -> None:
        """Let at most `rate` bytes a second through in each direction from now on; None: all."""
        for where, interface in ((), self.near), (("-n", self.namespace), FAR):
            _shape(where, interface, rate)

    def _count(self, what: str) -> int:
        return int(Path(f"/sys/class/net/{self.near}/statistics/{what}").read_text())


@contextlib.contextmanager
def linked(number: int, rate: float | None = None) -> Iterator[Link]:
    """A link for as long as the context lasts; `number` tells those of one process apart."""
    subnets = 2 ** (30 - NETWORK.prefixlen)
    first = int(NETWORK[0]) + (os.getpid() * 8 + number) % subnets * 4
    _, ours, theirs, _ = map(str, IPv4Network((first, 30)))
    name = f"mcd{os.getpid()}n{number}"  # an interface's name has at most 15 characters
    link = Link(name, name, theirs)
    _ip("netns", "add", name)
    try:
        _ip("link", "add", name, "type", "veth", "peer", "name", FAR, "netns", name)
        for where, interface, address in ((), name, ours), (("-n", name), FAR, theirs):
            _ip(*where, "addr", "add", f"{address}/30", "dev", interface)
            _ip(*where, "link", "set", interface, "up")
        _ip("-n", name, "link", "set", "lo", "up")
        link.shape(rate)
        yield link
    finally:
        subprocess.run(["ip", "link", "del", name], check=False, stderr=subprocess.DEVNULL)
        _ip("netns", "del", name)


def demand_root() -> None:
    """End the program, and say why, where links cannot be made."""
    if os.geteuid() != 0:
        sys.exit(
            "this benchmark makes network namespaces, to count and to shape what each emulator"
            " gets, and only root may: run it as root"
        )


def _shape(where: tuple[str, ...], interface: str, rate: float | None) -> None:
    if rate is None:
        subprocess.run(
            ["tc", *where, "qdisc", "del", "dev", interface, "root"],
            check=False,  # there may be none
            stderr=subprocess.DEVNULL,
        )
        return
    burst = max(2**18, int(rate / 20))
    limits = ["rate", f"{int(rate * 8)}bit", "burst", str(burst), "latency", LATENCY]
    subprocess.run(
        ["tc", *where, "qdisc", "replace", "dev", interface, "root", "tbf", *limits], check=True
    )


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True)
