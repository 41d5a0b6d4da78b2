"""A program run as a process of its own, and what it takes: time, CPU, memory, bytes read."""

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rig import memory

PAUSE = 0.05  # seconds between two looks at its memory


@dataclass(frozen=True, slots=True)
class Ran:
    """`seconds` from start to end; `cpu` seconds of user and system; `peak` bytes of resident
    memory; `read` bytes by read(2) and its like (from sockets too where the program uses read(2)
    for those, not recv(2)). `failure` is the end of its log where the exit code was not 0."""

    seconds: float
    cpu: float
    peak: int
    read: int
    failure: str = ""


class Child:
    """A process under way. Whoever makes one must `wait` for it."""

    def __init__(
        self,
        argv: Sequence[str],
        environ: Mapping[str, str],
        told: Callable[[str], object] = str,
    ) -> None:
        self._log = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed by `wait`
        self._began = time.monotonic()
        self._process = subprocess.Popen(
            argv,
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, args=(told,))
        self._reader.start()

    @property
    def ended(self) -> bool:
        """Whether it is over; its figures can still be had."""
        flags = os.WEXITED | os.WNOWAIT | os.WNOHANG
        return os.waitid(os.P_PID, self._process.pid, flags) is not None

    def kill(self) -> None:
        """SIGKILL: it gets no chance to put anything in order."""
        if self._process.returncode is None:
            os.kill(self._process.pid, signal.SIGKILL)

    def wait(self, within: float) -> Ran:
        """Its figures when it ends, which it is made to do after so many seconds, when the machine
        has no memory left, and when whoever waits is made to end."""
        try:
            peak, why = self._watch(within)
        except BaseException:
            self.kill()
            self._process.wait()
            raise
        seconds = time.monotonic() - self._began
        read = int(self._proc("io").partition("rchar: ")[2].split()[0])
        _, status, used = os.wait4(self._process.pid, 0)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        self._reader.join()
        cpu = used.ru_utime + used.ru_stime
        return Ran(seconds, cpu, peak, read, self._failure(why))

    def _watch(self, within: float) -> tuple[int, str]:
        """Until it ends: its peak of memory, and why it had to be killed, if it had."""
        peak, why = 0, ""
        while not self.ended:
            peak = max(peak, self._peak())
            if not why and (why := self._excess(within)):
                self.kill()
            time.sleep(PAUSE)
        return peak, why

    def _excess(self, within: float) -> str:
        """What it has taken too much of."""
        if time.monotonic() - self._began > within:
            return f"took more than {within:.0f} s"
        if memory.scarce():
            return "left the machine without memory, with what it sends at once or by itself"
        return ""

    def _read(self, told: Callable[[str], object]) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                told(line)

    def _peak(self) -> int:
        """Its own account (VmHWM): that of wait4(2) begins with the memory of whoever forked."""
        told = self._proc("status").partition("VmHWM:")[2].split()
        return int(told[0]) * 1024 if told else 0

    def _proc(self, name: str) -> str:
        return Path(f"/proc/{self._process.pid}/{name}").read_text()

    def _failure(self, why: str) -> str:
        with self._log:
            if self._process.returncode == 0:
                return ""
            self._log.seek(0)
            return f"{why or f'exit code {self._process.returncode}'}\n{self._log.read()[-2000:]}"


def together(commands: Sequence[Sequence[str]], environ: Mapping[str, str], within: float) -> Ran:
    """Run them at the same time. Their CPU, bytes and peaks are added up: an upper bound, for not
    all of them need have had their peak at the same moment."""
    children = [Child(argv, environ) for argv in commands]
    looks: list[Ran] = []
    waiting = [
        threading.Thread(target=lambda child=child: looks.append(child.wait(within)))
        for child in children
    ]
    for thread in waiting:
        thread.start()
    try:
        for thread in waiting:
            thread.join()
    except BaseException:
        for child in children:
            child.kill()
        raise
    return Ran(
        max(ran.seconds for ran in looks),
        sum(ran.cpu for ran in looks),
        sum(ran.peak for ran in looks),
        sum(ran.read for ran in looks),
        "\n".join(filter(None, (ran.failure for ran in looks))),
    )


def one_after_another(parts: Sequence[Ran]) -> Ran:
    """The same program in several steps."""
    return Ran(
        sum(ran.seconds for ran in parts),
        sum(ran.cpu for ran in parts),
        max(ran.peak for ran in parts),
        sum(ran.read for ran in parts),
        "\n".join(filter(None, (ran.failure for ran in parts))),
    )
