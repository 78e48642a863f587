import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from transom.rulebook.tests import elm
from transom.wiring.bench import cpu, rules


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = b"hello"
        self.send_response(200 if self.headers["Cookie"] == "who=me" else 403)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words):
        """Silence."""


@pytest.fixture
def port():
    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


def load(port, cookie):
    words = [sys.executable, "-m", "transom.wiring.bench.load", str(port), "/", cookie, "0.2", "1"]
    return json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)


def test_the_load_tells_what_it_saw(port):
    told = load(port, "who=me")
    assert told["requests"] >= 1
    assert told["bad"] == 0
    assert 0 < told["p50"] <= told["p99"]


def test_answers_that_are_no_pages_are_counted(port):
    told = load(port, "who=you")
    assert told["bad"] == told["requests"]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_cpu_counts_a_process_with_its_children():
    before = cpu.seconds([os.getpid()])
    subprocess.run([sys.executable, "-c", "sum(range(10_000_000))"], check=True)
    assert cpu.seconds([os.getpid()]) - before >= 0.05


def test_the_rules_are_measured_on_bills_made_up_from_their_own_examples():
    told = rules.measure(elm.ELM, bills=1200, processes=1)
    assert (told["types"], told["bills"], told["largest"]) == (2, 1200, "fence")
    assert told["evaluations_per_second"] > 0
