"""Asks for one page again and again over a few kept connections, in a process of its own."""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
from dataclasses import dataclass, field


@dataclass
class Tally:
    """What the connections saw."""

    times: list[float] = field(default_factory=list)
    bad: int = 0


def ask(port: int, path: str, cookie: str, until: float, tally: Tally) -> None:
    """One connection's share."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Host": f"localhost:{port}", "Cookie": cookie} if cookie else {"Host": f"localhost:{port}"}
    while (began := time.perf_counter()) < until:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        tally.times.append(time.perf_counter() - began)
        tally.bad += answer.status != 200
    connection.close()


def main(port: int, path: str, cookie: str, seconds: float, connections: int) -> None:
    """Prints requests, requests a second, median and 99th percentile in milliseconds, and answers that were not 200."""
    tally, began = Tally(), time.perf_counter()
    shares = [
        threading.Thread(target=ask, args=(port, path, cookie, began + seconds, tally)) for _ in range(connections)
    ]
    for share in shares:
        share.start()
    for share in shares:
        share.join()
    took, times = time.perf_counter() - began, sorted(tally.times)
    told = {
        "requests": len(times),
        "per_second": len(times) / took,
        "p50": times[len(times) // 2] * 1000,
        "p99": times[min(len(times) - 1, len(times) * 99 // 100)] * 1000,
        "bad": tally.bad,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3], float(sys.argv[4]), int(sys.argv[5]))
