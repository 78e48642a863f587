"""CPU time of processes and their children, from /proc."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def seconds(roots: Iterable[int]) -> float:
    """What these processes and their descendants have used so far, the dead ones counted by their parents."""
    children: dict[int, list[int]] = {}
    used: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        pid, parent = int(folder.name), int(fields[1])
        children.setdefault(parent, []).append(pid)
        used[pid] = sum(int(one) for one in fields[11:15])
    waiting, total = list(roots), 0
    while waiting:
        pid = waiting.pop()
        total += used.get(pid, 0)
        waiting += children.get(pid, [])
    return total / os.sysconf("SC_CLK_TCK")
