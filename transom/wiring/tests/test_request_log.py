import io
import json
import logging

import pytest
import structlog
from django.http import HttpResponse
from django.test import RequestFactory

from transom.wiring import logs
from transom.wiring.middleware import request_log


@pytest.fixture
def lines():
    """What a server would write on standard error."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    described = logs.configuration(level="INFO", style="json")["formatters"]["line"]
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=described["processors"], foreign_pre_chain=described["foreign_pre_chain"]
        )
    )
    logger = logging.getLogger("transom")
    logger.addHandler(handler)
    before = logger.level
    logger.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    logger.removeHandler(handler)
    logger.setLevel(before)


def ask(path="/search/?q=oak&token=secret", **headers):
    def page(request):
        logging.getLogger("transom.inside").info("looked up")
        return HttpResponse("found")

    return request_log(page)(RequestFactory().get(path, headers=headers))


def test_a_request_is_one_json_line_and_shares_its_id_with_every_line_within(lines):
    answer = ask()
    inside, request = lines()
    assert inside["event"] == "looked up"
    assert inside["request_id"] == request["request_id"] == answer["X-Request-ID"]
    assert (request["method"], request["path"], request["status"]) == ("GET", "/search/", 200)
    assert request["ms"] >= 0


def test_the_query_which_may_hold_tokens_is_not_logged(lines):
    ask()
    assert "secret" not in json.dumps(lines())


def test_a_proxys_id_is_kept_when_it_is_one():
    assert ask(**{"X-Request-ID": "proxy-1234.abcd"})["X-Request-ID"] == "proxy-1234.abcd"
    for odd in ("short", "a" * 65, 'x"y{z}-12345', "line\nbreak-123"):
        assert ask(**{"X-Request-ID": odd})["X-Request-ID"] != odd
