"""Free ports on loopback.

Another program may take a port between the look and the use, so who starts something on these
ports must be ready to come back for others.
"""

import random
import socket
import time

from mcdeploy.errors import McdeployError

LOW, HIGH = 10_240, 32_767  # below the range from which systems draw ports for outgoing connections
TRIES = 1_000
LET_GO_WITHIN = 1.0  # seconds in which the system closes the sockets of a process that was killed
PAUSE = 0.02


def is_free(port: int) -> bool:
    """Whether a server could listen on the port of 127.0.0.1 now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def again(wanted: tuple[int, ...]) -> bool:
    """Whether these ports are free, or become so in the moment after their holder died."""
    deadline = time.monotonic() + LET_GO_WITHIN
    while not all(map(is_free, wanted)):
        if time.monotonic() > deadline:
            return False
        time.sleep(PAUSE)
    return True


def free(count: int) -> tuple[int, ...]:
    """So many different ports that are free now, drawn at random."""
    draw = random.SystemRandom().sample(range(LOW, HIGH), TRIES)
    found: list[int] = []
    for port in draw:
        if len(found) == count:
            break
        if is_free(port):
            found.append(port)
    if len(found) < count:
        raise McdeployError(
            "sandbox",
            f"found only {len(found)} of {count} free ports from {LOW} to {HIGH}",
            remedy="end programs that listen on this machine",
        )
    return tuple(found)
