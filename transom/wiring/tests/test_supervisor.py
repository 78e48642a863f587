"""The supervisor, with small programs in the place of the web server and the worker."""

import os
import signal
import subprocess
import sys
import time

import pytest

from transom.wiring.supervisor import Part, Supervisor

pytestmark = pytest.mark.faults
SLEEPER = "import time; print('up', flush=True); time.sleep(60)"


@pytest.fixture
def supervise(tmp_path):
    made = []

    def build(*programs, mend=lambda: None):
        parts = [
            Part(f"part{number}", [sys.executable, "-c", program], tmp_path / "logs" / f"{number}.log", os.environ)
            for number, program in enumerate(programs)
        ]
        told = []
        supervisor = Supervisor(parts, mend=mend, tell=told.append)
        made.append(supervisor)
        return supervisor, told

    yield build
    for supervisor in made:
        supervisor.stop()


def until(holds, seconds=20):
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.02)


def test_whatever_dies_is_started_again_and_said(supervise):
    supervisor, told = supervise(SLEEPER, SLEEPER)
    supervisor.start()
    first, second = (part.process.pid for part in supervisor.parts)
    os.kill(first, signal.SIGKILL)
    supervisor.parts[0].began -= 60
    until(lambda: supervisor.look() or (supervisor.parts[0].is_running() and supervisor.parts[0].process.pid != first))
    assert supervisor.parts[1].process.pid == second
    assert told == [f"part0 ended (signal SIGKILL); starting it again. Its log: {supervisor.parts[0].log}"]


def test_one_that_dies_at_once_is_given_growing_pauses(supervise):
    supervisor, told = supervise("raise SystemExit(3)")
    part = supervisor.parts[0]
    supervisor.start()
    part.process.wait()
    supervisor.look()
    assert "exit code 3" in told[0]
    assert not part.is_running()
    assert 0 < part.not_before - time.monotonic() <= 1
    part.not_before = 0
    supervisor.look()
    part.process.wait()
    supervisor.look()
    assert 1 < part.not_before - time.monotonic() <= 2


def test_the_database_is_looked_after_each_time(supervise):
    looks = []
    supervisor, _ = supervise(SLEEPER, mend=lambda: looks.append(1))
    supervisor.look()
    supervisor.look()
    assert len(looks) == 2


def test_the_end_takes_all_with_it_even_what_will_not_hear(supervise, monkeypatch):
    monkeypatch.setattr("transom.wiring.supervisor.PATIENCE_SECONDS", 0.5)
    deaf = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPER}"
    supervisor, _ = supervise(SLEEPER, deaf)
    supervisor.start()
    until(lambda: all(part.log.read_text().startswith("up") for part in supervisor.parts))
    supervisor.stop()
    assert [part.is_running() for part in supervisor.parts] == [False, False]
    assert supervisor.parts[0].process.returncode == -signal.SIGTERM
    assert supervisor.parts[1].process.returncode == -signal.SIGKILL


def test_what_a_dead_process_left_behind_ends_before_it_starts_again(supervise):
    forks = f"import os; child = os.fork(); print(child or os.getpid(), flush=True); {SLEEPER}"
    supervisor, _ = supervise(forks)
    part = supervisor.parts[0]
    supervisor.start()
    until(lambda: part.log.read_text().count("up") == 2)
    child = max(int(line) for line in part.log.read_text().split() if line.isdigit())
    os.kill(part.process.pid, signal.SIGKILL)
    part.process.wait()
    supervisor.look()
    until(lambda: not alive(child))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent is gone")
def test_a_supervisor_killed_hard_takes_its_parts_with_it(tmp_path):
    program = (
        "import os, sys, time; from pathlib import Path; from transom.wiring.supervisor import Part\n"
        f"part = Part('p', [sys.executable, '-c', {SLEEPER!r}], Path({str(tmp_path / 'p.log')!r}), os.environ)\n"
        "part.start(); print(part.process.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until(lambda: not alive(child))


def alive(pid):
    try:
        return open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
