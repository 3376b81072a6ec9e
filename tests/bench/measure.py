"""How one thing is measured: processes started in turn, their seconds and peak memory as the system counts them."""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """One line of the table. `asked` is the ratio that must hold, as text; empty where there is none."""

    what: str
    ours: float
    yardstick: float
    unit: str
    asked: str = ""

    @property
    def ratio(self) -> float:
        """Ours against the yardstick; not a number where that is nothing."""
        return self.ours / self.yardstick if self.yardstick else float("nan")

    def __str__(self) -> str:
        verdict = "" if not self.asked else "ok" if self._holds() else "NOT MET"
        ours, other = f"{self.ours:.3f} {self.unit}", f"{self.yardstick:.3f} {self.unit}"
        return f"{self.what:66} {ours:>12} {other:>12} {self.ratio:7.2f}  {self.asked:10} {verdict}"

    def _holds(self) -> bool:
        return self.ratio <= float(self.asked.removeprefix("<= "))


@dataclass(frozen=True)
class Run:
    """One finished process: wall seconds and peak memory in MB."""

    seconds: float
    megabytes: float


def run(command: Sequence[str], **environment: str) -> Run:
    """Start a process and wait for it; its peak memory is its own, measured by a parent that has no other child."""
    measuring = (
        "import resource, subprocess, sys, time; start = time.perf_counter(); "
        "code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE); "
        "seconds = time.perf_counter() - start; "
        "print(seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024); "
        "sys.exit(code.stderr.decode() if code.returncode else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", measuring, *command], env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    seconds, megabytes = map(float, done.stdout.split())
    return Run(seconds, megabytes)


def medians(runs: Sequence[Run]) -> Run:
    """The median of each."""
    return Run(statistics.median(r.seconds for r in runs), statistics.median(r.megabytes for r in runs))


def quickest(runs: Sequence[Run]) -> Run:
    """The least of each: other work on a machine only adds."""
    return Run(min(r.seconds for r in runs), min(r.megabytes for r in runs))


def seconds_of(call: "object", times: int) -> float:
    """The median seconds of a call in this process."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        call()  # type: ignore[operator]
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def peak_megabytes() -> float:
    """The peak memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
