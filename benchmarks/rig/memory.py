"""What the machine has left for programs and emulators together."""

from pathlib import Path

LEAST = 2**30
"""Bytes: with less the kernel drops the pages of what runs, and everything stands still."""


def scarce() -> bool:
    """Whether the machine is about to stand still (MemAvailable of proc_meminfo(5))."""
    told = Path("/proc/meminfo").read_text().partition("MemAvailable:")[2].split()
    return int(told[0]) * 1024 < LEAST
