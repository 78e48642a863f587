"""Keeps a few processes running together: starts them, starts again whichever dies, stops them all at the end."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

# A process that dies within this time is not started again at once, but after a growing pause.
SETTLED_SECONDS = 10.0
LONGEST_PAUSE_SECONDS = 30.0
PATIENCE_SECONDS = 25.0
PR_SET_PDEATHSIG = 1


@dataclass
class Part:
    """One process: its command, where its output goes, and how it has fared."""

    name: str
    command: Sequence[str]
    log: Path
    environ: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    quick_deaths: int = 0
    not_before: float = 0.0

    def start(self) -> None:
        """Starts it in a process group of its own: Ctrl-C in a terminal reaches the supervisor alone."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=dict(self.environ),
                start_new_session=True,
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,
            )
        self.began = time.monotonic()

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def revive(self, tell: Callable[[str], None]) -> None:
        """Starts it again when it has died; one that keeps dying at once is given longer and longer pauses."""
        now = time.monotonic()
        if self.is_running():
            return
        if self.process is not None:
            code = self.process.returncode
            self.kill_leftovers()
            self.process = None
            self.quick_deaths = self.quick_deaths + 1 if now - self.began < SETTLED_SECONDS else 0
            pause = min(2.0 ** (self.quick_deaths - 1), LONGEST_PAUSE_SECONDS) if self.quick_deaths else 0.0
            self.not_before = now + pause
            tell(f"{self.name} ended ({_how(code)}); starting it again. Its log: {self.log}")
        if now >= self.not_before:
            self.start()

    def ask_to_stop(self) -> None:
        if self.process is not None and self.is_running():
            self.process.terminate()

    def kill_leftovers(self) -> None:
        """Ends what its process group left behind, e.g. web processes that still hold the port."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


@dataclass
class Supervisor:
    """Watches parts, and a check of something else (the database) that mends it when it is down."""

    parts: list[Part]
    mend: Callable[[], None]
    tell: Callable[[str], None] = field(default=lambda line: print(line, flush=True))  # noqa: T201
    stopping: bool = False

    def catch_signals(self) -> None:
        """From now on Ctrl-C and SIGTERM ask for an orderly end."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._asked_to_stop)

    def start(self) -> None:
        for part in self.parts:
            part.start()

    def look(self) -> None:
        """One look at everything."""
        for part in self.parts:
            part.revive(self.tell)
        self.mend()

    def watch(self, pause: float = 0.5) -> None:
        """Looks again and again until the end is asked for."""
        while not self.stopping:
            self.look()
            time.sleep(pause)

    def stop(self) -> None:
        """Asks all to stop, waits, and ends by force what does not."""
        for part in self.parts:
            part.ask_to_stop()
        deadline = time.monotonic() + PATIENCE_SECONDS
        for part in self.parts:
            if part.process is not None:
                with suppress(subprocess.TimeoutExpired):
                    part.process.wait(timeout=max(0.1, deadline - time.monotonic()))
                part.kill_leftovers()
                part.process.wait()

    def _asked_to_stop(self, number: int, frame: object) -> None:
        self.stopping = True


def _die_with_parent() -> None:
    """In the child before its program: Linux tells it to end when the supervisor is gone, even by kill -9."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _how(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
