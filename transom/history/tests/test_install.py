import pytest

from transom.history.reactions import Reaction
from transom.history.tests.given import VERBS, installed


def test_a_table_with_unknown_names_stops_the_start_and_names_them_all():
    table = {
        "gate.opened": Reaction(later=["gates.paint"]),
        "gate.sold": Reaction(),
    }
    with pytest.raises(RuntimeError) as stopped, installed(table):
        pytest.fail("the table was taken")
    assert "no room declares the event 'gate.sold'" in str(stopped.value)
    assert "'gate.opened' defers the job 'gates.paint', which no room registered" in str(stopped.value)


def test_a_sound_table_is_taken():
    with installed({"gate.opened": Reaction(later=["history.tests.later"])}, VERBS):
        assert VERBS["gate.opened"].public
