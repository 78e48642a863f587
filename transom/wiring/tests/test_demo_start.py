"""What the demo does before and beside its processes; the processes themselves are tried in tests/journeys."""

import fcntl
import json
import socket
import stat

import pytest

from transom.wiring import postgres
from transom.wiring.commands import demo
from transom.wiring.commands.demo import CannotStart


def test_secrets_are_made_once_and_kept_from_others(tmp_path):
    first = demo.surroundings({}, tmp_path, 8000, 8001)
    again = demo.surroundings({}, tmp_path, 8000, 8001)
    assert len(first["SECRET_KEY"]) >= 50
    assert first["SECRET_KEY"] == again["SECRET_KEY"] != first["GATEWAY_SECRET"]
    assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600


def test_the_parts_are_told_of_each_other(tmp_path):
    environ = demo.surroundings({"PATH": "/bin"}, tmp_path, 9000, 9100)
    assert environ["TRANSOM_MODE"] == "demo"
    assert environ["DATABASE_URL"] == postgres.url(tmp_path / "postgres")
    assert (environ["SITE_URL"], environ["GATEWAY_URL"]) == ("http://localhost:9000", "http://localhost:9100")
    assert environ["GATEWAY_WEBHOOK_URL"] == "http://127.0.0.1:9000/cart/webhook/sandbox/"
    assert environ["PATH"] == "/bin"


def test_what_the_environment_says_wins_but_for_the_mode(tmp_path):
    given = {
        "DATABASE_URL": "postgresql://db/city",
        "SITE_URL": "https://try.example.gov",
        "TRANSOM_MODE": "production",
    }
    environ = demo.surroundings(given, tmp_path, 9000, 9001)
    assert (environ["DATABASE_URL"], environ["SITE_URL"]) == ("postgresql://db/city", "https://try.example.gov")
    assert environ["TRANSOM_MODE"] == "demo"


def test_three_processes_are_started_beside_the_database(tmp_path):
    found = demo.parts(demo.surroundings({}, tmp_path, 9000, 9001), tmp_path)
    assert [part.name for part in found] == ["gateway", "web", "worker"]
    assert all(part.log.parent == tmp_path / "logs" for part in found)


def test_the_card_tells_addresses_cards_and_sign_ins(tmp_path):
    seeded = {"accounts": [{"kind": "staff", "login": "irene"}], "records": {"issued": {"number": "F26-00001"}}}
    (tmp_path / "seeded.json").write_text(json.dumps(seeded))
    told = demo.introduce(demo.surroundings({}, tmp_path, 8000, 8001), tmp_path)
    assert {key: told[key] for key in ("url", "office", "mailbox", "gateway")} == {
        "url": "http://localhost:8000/",
        "office": "http://localhost:8000/office/",
        "mailbox": "http://localhost:8000/demo/mailbox/",
        "gateway": "http://localhost:8001/",
    }
    assert set(told["cards"]) == {"approve", "decline"}
    assert told["accounts"] == seeded["accounts"]
    assert told["records"] == seeded["records"]


def test_a_second_demo_in_the_same_folder_is_refused(tmp_path):
    with (tmp_path / "lock").open("w") as held, (tmp_path / "lock").open("w") as second:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(CannotStart, match="A demo already runs in"):
            demo._only_one(second, tmp_path)


def test_a_taken_port_is_told_with_the_setting_to_change():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(CannotStart, match=r"is taken by another program; set PORT"):
            demo._free(other.getsockname()[1], "PORT")


def test_ports_that_are_no_numbers_are_told():
    assert demo._ports({"PORT": "9000"}) == (9000, 9001)
    with pytest.raises(CannotStart, match="must be whole numbers"):
        demo._ports({"PORT": "http"})


def test_a_file_that_others_wait_for_is_never_half_written(tmp_path):
    demo._write(tmp_path / "demo.json", {"url": "x"})
    assert json.loads((tmp_path / "demo.json").read_text()) == {"url": "x"}
    assert [path.name for path in tmp_path.iterdir()] == ["demo.json"]
