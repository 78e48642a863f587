import pytest

from transom.accounts import passwords

ROSA = passwords.words_of("rosa.ortiz", "Rosa Ortiz", "rosa@foxvalley.example", "Fox Valley Fence")


@pytest.mark.parametrize(
    "good",
    [
        "maple-bridge-lantern-42",
        "correct horse battery staple",
        "Пятнадцать букв тут",
        "💧💧water tower 17 east",
        "a" * 3 + "kjw93 xmtq 028 vbn",
    ],
)
def test_a_few_words_of_ones_own_are_a_password(good: str) -> None:
    assert passwords.reasons(good, known=ROSA) == []


def test_no_rule_asks_for_a_capital_a_digit_or_a_sign() -> None:
    assert passwords.reasons("gravel window heron lamp", known=ROSA) == []


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ("", "at least 15"),
        ("maple-bridge-4", "at least 15"),
        ("m" * 257, "at most 256"),
        ("jjjjjjjjjjjjjjjjj", "repeats itself"),
        ("correctcorrectcorrect", "repeats itself"),
        ("abababababababab", "repeats itself"),
        ("passwordpassword", "most used"),
        ("Password1Password1", "most used"),
        ("123456789012345", "tried first"),
        ("qwertyuiopasdfghjkl", "tried first"),
        ("zyxwvutsrqponmlkjih", "tried first"),
        ("rosa.ortiz.rosa.1", "tried first"),
        ("Fox Valley Fence 1", "tried first"),
        ("transom-permit-2026", "tried first"),
        ("welcome-aurora-city", "tried first"),
    ],
)
def test_what_a_guesser_tries_first_is_refused_and_the_reason_told(bad: str, says: str) -> None:
    (reason,) = passwords.reasons(bad, known=ROSA)
    assert says in reason.say
    assert reason.field == "password"


def test_a_reason_stands_at_the_field_it_was_typed_in() -> None:
    assert passwords.reasons("short", field="new")[0].field == "new"
