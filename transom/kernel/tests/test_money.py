from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transom.kernel.money import dollars, from_cents, to_cents

cents = st.integers(min_value=-(10**18), max_value=10**18)


@given(cents)
def test_cents_come_back_the_same(amount):
    assert to_cents(from_cents(amount)) == amount


@given(cents)
def test_dollars_always_have_two_places(amount):
    assert from_cents(amount).as_tuple().exponent == -2


@given(cents)
def test_what_people_read_says_the_same_amount(amount):
    assert Decimal(dollars(amount).replace("$", "").replace(",", "")) == from_cents(amount)


@pytest.mark.parametrize(
    ("amount", "reads"),
    [(0, "$0.00"), (5, "$0.05"), (123450, "$1,234.50"), (-500, "-$5.00"), (100_000_000, "$1,000,000.00")],
)
def test_amounts_read_as_on_a_receipt(amount, reads):
    assert dollars(amount) == reads


@pytest.mark.parametrize("amount", [12.5, 12, "12.50", True])
def test_only_a_decimal_becomes_cents(amount):
    with pytest.raises(TypeError, match="must be a Decimal"):
        to_cents(amount)


@pytest.mark.parametrize("amount", ["0.005", "12.501", "1E-9"])
def test_parts_of_a_cent_are_refused_instead_of_rounded(amount):
    with pytest.raises(ValueError, match="parts of a cent"):
        to_cents(Decimal(amount))


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_amount_is_refused(amount):
    with pytest.raises(ValueError, match="not an amount"):
        to_cents(Decimal(amount))


@pytest.mark.parametrize("amount", [1.0, Decimal(1), "1", True])
def test_only_whole_numbers_are_cents(amount):
    with pytest.raises(TypeError, match="whole number"):
        from_cents(amount)
    with pytest.raises(TypeError, match="whole number"):
        dollars(amount)
