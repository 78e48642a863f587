"""What changes between two editions, by path."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transom.rulebook.bundles import read_folder
from transom.rulebook.diffing import Document, about, as_text, compared, diff, documents
from transom.rulebook.tests import elm

OLD = read_folder(elm.ELM)


def changed(path: str, *replaced: tuple[str, str]) -> dict[str, str]:
    text = OLD[path]
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new)
    return {**OLD, path: text}


def said(new: dict[str, str]) -> list[str]:
    return as_text(diff(OLD, new)).splitlines()


def test_a_rate_in_a_table_is_named_by_its_row():
    assert said(changed("permits/fence.toml", ("rate = 1.50", "rate = 1.75"))) == [
        "fence", "  ~ fee.plan.rows[1].rate: 1.50 -> 1.75",
    ]  # fmt: skip


def test_what_is_new_and_what_is_gone():
    fire = '[review]\nfire = { label = "Fire", team = "fire", days = [5, 3] }'
    hoa = next(line for line in OLD["permits/fence.toml"].splitlines() if line.startswith("hoa"))
    new = changed("permits/fence.toml", ("[review]", fire), (hoa, ""))
    assert said(new) == ["fence", "  - field.hoa", "  + review.fire"]


def test_a_setting_that_is_new_says_its_value():
    assert said(changed("permits/fence.toml", ("per = 50", "per = 50\nmax = 120.00"))) == [
        "fence", "  + fee.permit.max: 120.00",
    ]  # fmt: skip


def test_a_row_that_is_added_in_the_middle_leaves_the_others_alone():
    row = "  { over = 500, base = 15.00, per = 100, rate = 1.20 },\n  { over = 1000"
    assert said(changed("permits/fence.toml", ("  { over = 1000", row))) == [
        "fence", "  + fee.plan.rows[1]: { over = 500, base = 15.00, per = 100, rate = 1.20 }",
    ]  # fmt: skip


def test_examples_are_found_again_by_their_name():
    text = (
        '[[example]]\nname = "80 ft"\non = "issue"\ngiven = { length = 80 }\nexpect = { permit = 45.00 }\n\n[[example]]'
    )
    new = changed("permits/fence.toml", ("[[example]]", text), ("permit = 55.00", "permit = 56.00"))
    assert said(new) == [
        "fence", '  + example["80 ft"]', '  ~ example["160 ft: two started steps"].expect.permit: 55.00 -> 56.00',
    ]  # fmt: skip


def test_the_order_of_questions_is_a_change_and_the_order_of_reviews_is_none():
    lines = [line for line in OLD["permits/fence.toml"].splitlines() if line.startswith(("parcel ", "material"))]
    new = changed("permits/fence.toml", (f"{lines[0]}\n{lines[1]}", f"{lines[1]}\n{lines[0]}"))
    order = "parcel, material, length, hoa, cost -> material, parcel, length, hoa, cost"
    assert said(new) == ["fence", f"  ~ field (order): {order}"]


def test_comments_and_layout_are_no_change():
    assert said(changed("permits/fence.toml", ("[need]", "# why\n\n[need]"), ("base = 45.00", "base   =   45.00"))) == [
        "Nothing changes."
    ]


def test_a_file_that_moves_is_no_change():
    new = dict(OLD)
    new["yards/fence.toml"] = new.pop("permits/fence.toml")
    assert said(new) == ["Nothing changes."]


def test_types_that_come_and_go():
    new = dict(OLD)
    new["permits/pool.toml"] = (
        new.pop("permits/shed.toml").replace('"shed"', '"pool"').replace('"Shed"', '"Swimming pool"')
    )
    assert said(new) == ["pool", "  + pool: Swimming pool", "shed", "  - shed: Shed"]


def test_letters_are_counted_by_line():
    new = {
        **OLD,
        "notices/en/closed.md": OLD["notices/en/closed.md"].replace("You may build now.", "Build.\n\nGood luck."),
    }
    assert said(new) == ["notices/en/closed.md", "  ~ text: 3 lines new, 1 gone"]


def test_what_comes_from_a_base_is_said_once_with_every_type_it_touches():
    review = '[review]\nhistoric = { label = "Historic", team = "zoning", days = [5, 3] }\n'
    base = f'schema = "record-base/1"\nid = "yard"\n{review}'
    old = {**OLD, "bases/yard.toml": base}
    for path in ("permits/fence.toml", "permits/shed.toml"):
        old[path] = old[path].replace("[page]", 'extends = "yard"\n\n[page]', 1)
    new = {**old, "bases/yard.toml": base.replace("[5, 3]", "[10, 5]")}
    assert as_text(diff(old, new)).splitlines() == ["fence, shed", "  ~ review.historic.days: [5, 3] -> [10, 5]"]


def test_moving_a_setting_into_a_base_changes_nothing():
    new = {**OLD, "bases/yard.toml": 'schema = "record-base/1"\nid = "yard"\ngroup = "Yards"\n'}
    for path in ("permits/fence.toml", "permits/shed.toml"):
        new[path] = new[path].replace('group = "Yards"\n', 'extends = "yard"\n')
    assert said(new) == ["Nothing changes."]


def test_one_type_is_looked_at_with_its_lifecycle_and_schedules():
    new = changed("lifecycles/permit.toml", ("180 days", "90 days"))
    new["fees/state.toml"] = new["fees/state.toml"].replace("amount = 1.10", "amount = 1.20")
    new["notices/en/closed.md"] = "Subject: other\n\nOther."
    shed = compared(about(documents(OLD), "shed"), about(documents(new), "shed"))
    assert as_text(shed).splitlines() == ["lifecycle permit", '  ~ timer.expire.after: "180 days" -> "90 days"']
    fence = compared(about(documents(OLD), "fence"), about(documents(new), "fence"))
    assert "fee schedule state\n  ~ fee.state.amount: 1.10 -> 1.20" in as_text(fence)
    assert about(documents(OLD), "pool") == {}


def test_a_file_that_is_no_toml_is_left_to_the_checker():
    assert "- shed: Shed" in as_text(diff(OLD, {**OLD, "permits/shed.toml": "amount = = 1"}))


values = st.recursive(
    st.one_of(st.booleans(), st.integers(-99, 99), st.text("ab é\"'", max_size=4)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcd"), inner, max_size=3),
    max_leaves=12,
)
tables = st.dictionaries(st.sampled_from(["fee", "field", "name", "x"]), values, max_size=4)


@given(tables, tables)
def test_nothing_is_said_of_equals_and_something_of_all_others(old, new):
    before, after = ({"fence": Document("fence", table)} for table in (old, new))
    assert not compared(before, before)
    if old != new:
        assert compared(before, after)
        assert compared(after, before)
