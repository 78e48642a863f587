import pytest

from transom.kernel.refusals import Reason, Refused, refuse_if


def test_a_refusal_says_all_its_reasons():
    refusal = Refused(Reason("Pay $50.00 first.", because="Sec. 12-300"), "The zoning review is open.")
    assert str(refusal) == "Pay $50.00 first. The zoning review is open."
    assert refusal.reasons[0].because == "Sec. 12-300"
    assert refusal.reasons[1] == Reason("The zoning review is open.")


def test_a_refusal_without_a_reason_is_a_mistake():
    with pytest.raises(TypeError, match="at least one reason"):
        Refused()


def test_a_guards_answer_becomes_a_refusal():
    refuse_if(())
    with pytest.raises(Refused, match="Not yet"):
        refuse_if([Reason("Not yet.")])
