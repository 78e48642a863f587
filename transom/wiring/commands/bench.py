"""`transom bench`: our pages and a bare one by turns, on the demo's data, in one run."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from transom.wiring import postgres
from transom.wiring.bench import cpu
from transom.wiring.commands import demo
from transom.wiring.supervisor import Part, Supervisor

CONNECTIONS = 2
RULES = Path(__file__).parents[3] / "agencies" / "aurora-il"
HEAD = "page              queries  rows     kB   req/s    bare   CPU ms   bare  ratio  p99 ms"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seconds", type=float, default=2.0, help="for each page and round")
    parser.add_argument("--rounds", type=int, default=3, help="each page and the bare one by turns, so often")
    parser.add_argument("--records", type=int, metavar="N", help="a city of its own with so many, kept for next time")
    parser.add_argument("--rules", action="store_true", help="only the rulebook, which needs no server")
    parser.add_argument("--json", type=Path, help="where the numbers go (default: bench.json in TRANSOM_HOME)")


def run(options: argparse.Namespace) -> int:
    """Prints a table and writes JSON with commit and machine; runs beside no demo in the same folder."""
    home = Path(os.environ.get("TRANSOM_HOME", ".transom")).resolve()
    if options.rules:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(options.json or home / "bench.json", {"rules": _rules()})
        return 0
    if options.records is not None:
        home = home / f"bench-{options.records}"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    port = int(os.environ.get("PORT") or 8000)
    environ = demo.surroundings(os.environ, home, port, port + 1) | {"WEB_PROCESSES": "1", "LOG_LEVEL": "ERROR"}
    data = home / "postgres"
    supervisor = Supervisor(_servers(environ, home, port), mend=lambda: None)
    try:
        postgres.start(data)
        demo.prepare(environ, fresh=False, past=options.records)
        pages = json.loads(_python(environ, "-m", "transom.wiring.bench.pages"))
        supervisor.start()
        _wait(port, "/")
        _wait(port + 1, "/?rows=1")
        told = _measure(pages, supervisor, data, port, options)
    finally:
        supervisor.stop()
        postgres.stop(data)
    print("CPU: server and database, for one request; ratio: CPU, ours to bare.\n")
    _write(options.json or home / "bench.json", {"pages": told, "rules": _rules()})
    return 0


def _write(where: Path, told: Mapping[str, Any]) -> None:
    where.write_text(json.dumps({"commit": _commit(), "machine": _machine(), **told}, indent=2) + "\n")
    print(f"\nThe numbers are in {where}.")


def _rules() -> dict[str, Any]:
    """The rulebook alone, in a process of its own."""
    words = [sys.executable, "-m", "transom.wiring.bench.rules", str(RULES)]
    told: dict[str, Any] = json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout)
    print(f"{told['types']} record types read and compiled in {told['compile_seconds']} s")
    print(f"{told['evaluations_per_second']:,} bills of {told['largest']} a second, {told['lines']} lines with trace")
    print(
        f"{told['bills']:,} bills replayed in {told['replay_seconds']} s ({told['replay_cpu_seconds']} s of CPU) by "
        f"{told['processes']} processes, {told['megabytes']} MB and {told['megabytes_of_a_child']} MB each"
    )
    return told


def _servers(environ: Mapping[str, str], home: Path, port: int) -> list[Part]:
    log = home / "logs"
    bare = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port + 1), "--no-ws"]
    bare += ["--workers", "1", "--blocking-threads", "1", "transom.wiring.bench.bare:application"]
    settings = {**environ, "DJANGO_SETTINGS_MODULE": "transom.wiring.settings"}
    return [
        Part("ours", [sys.executable, "-m", "transom", "serve"], log / "bench-ours.log", environ),
        Part("bare", [sys.executable, *bare], log / "bench-bare.log", settings),
    ]


def _measure(
    pages: list[dict[str, Any]], supervisor: Supervisor, data: Path, port: int, options: argparse.Namespace
) -> list[dict[str, Any]]:
    database = int((data / "postmaster.pid").read_text().split()[0])
    ours, bare = ([part.process.pid, database] for part in supervisor.parts if part.process)
    print(HEAD)
    told = []
    for page in pages:
        rounds = [
            (
                _load(port, page["path"], page["cookie"], ours, options.seconds),
                _load(port + 1, f"/?rows={page['rows']}&queries={page['queries']}", "", bare, options.seconds),
            )
            for _ in range(options.rounds)
        ]
        mine, floor = (
            {key: statistics.median(one[side][key] for one in rounds) for key in rounds[0][side]} for side in (0, 1)
        )
        told.append({**page, "cookie": bool(page["cookie"]), "ours": mine, "bare": floor})
        print(
            f"{page['name']:<18}{page['queries']:>8}{page['rows']:>6}{page['kilobytes']:>7}{mine['per_second']:>8.0f}"
            f"{floor['per_second']:>8.0f}{mine['cpu_ms']:>9.2f}{floor['cpu_ms']:>7.2f}"
            f"{mine['cpu_ms'] / floor['cpu_ms']:>7.1f}{mine['p99']:>8.1f}",
            flush=True,
        )
        if mine["bad"]:
            print(f"  {mine['bad']:.0f} answers were not 200")
    return told


def _load(port: int, path: str, cookie: str, roots: list[int], seconds: float) -> dict[str, float]:
    before = cpu.seconds(roots)
    words = [sys.executable, "-m", "transom.wiring.bench.load", str(port), path, cookie, str(seconds), str(CONNECTIONS)]
    told: dict[str, float] = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    return {**told, "cpu_ms": (cpu.seconds(roots) - before) * 1000 / told["requests"]}


def _python(environ: Mapping[str, str], *words: str) -> str:
    settings = {**environ, "DJANGO_SETTINGS_MODULE": "transom.wiring.settings"}
    return subprocess.run([sys.executable, *words], env=settings, check=True, stdout=subprocess.PIPE, text=True).stdout


def _wait(port: int, path: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"Nothing answers on port {port}.")


def _commit() -> str:
    done = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _machine() -> dict[str, Any]:
    models = [
        line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line
    ]
    return {
        "cpu": models[0] if models else platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }
