"""Another person looks at proposed rules and publishes, refuses, or asks for last year's bills."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from transom.fees.tests.test_replay import a_bill
from transom.kernel import clock, queue
from transom.office.rulebook.tests import given
from transom.office.rulebook.tests.given import FENCE
from transom.records.tests.given import person, staff
from transom.rulebook import queries
from transom.rulebook.actions import publish
from transom.rulebook.tests import elm
from transom.rulebook.tests.elm import NOON, base_on

RULES = "/office/rules/"
JULY = date(2026, 7, 1)


def at(proposal, what=""):
    return f"{RULES}proposals/{proposal.pk}/{what}"


@pytest.fixture
def proposal(elm_files, cal):
    return given.proposed(elm_files, cal)


def test_two_people_publish_a_dearer_fence(at_cals, at_sues, proposal, read):
    a_bill(NOON - timedelta(days=30))
    page = read(at_sues.get(at(proposal)))
    assert "Nobody has looked yet what last year's bills would have been" in page
    page = read(at_sues.post(at(proposal, "replay/"), follow=True))
    assert "1 bill from Mar 2, 2025 to Mar 2, 2026, worked out again" in page
    assert "Fence permit Fence $45.00 $46.00 +$1.00 1 0" in page
    confirm = read(at_sues.get(at(proposal, "publication/")))
    assert "Publish for Jul 1, 2026" in confirm
    assert "Fence permit Fence $45.00 $46.00 +$1.00" in confirm, "the replay is shown before one publishes"
    page = read(at_sues.post(at(proposal, "publication/"), follow=True))
    assert "Published: in force from Jul 1, 2026; one part changes." in page
    assert "Rules proposed by" in page
    assert (base_on(date(2026, 6, 30)), base_on(JULY)) == (45, 46)


def test_whoever_proposed_does_not_publish(at_sues, sue, elm_files, read):
    own = given.proposed(elm_files, sue)
    at_sues.post(at(own, "replay/"))
    assert 'href="/office/rules/proposals/' in at_sues.get(at(own)).content.decode()
    answer = at_sues.post(at(own, "publication/"))
    assert answer.status_code == 422
    assert "Another person than the one who proposed these rules publishes them." in read(answer)
    assert base_on(JULY) == 45


def test_a_rule_writer_does_not_publish_or_refuse(at_cals, proposal):
    for what in ("publication/", "refusal/"):
        assert at_cals.post(at(proposal, what), {"why": "x"}).status_code == 403


def test_nothing_is_published_before_the_replay(at_sues, proposal, read):
    answer = at_sues.post(at(proposal, "publication/"))
    assert answer.status_code == 422
    assert "Replay last year's charges under these rules first" in read(answer)


def test_nothing_is_published_while_an_example_fails(at_sues, cal, elm_files, read):
    wrong = given.proposed(elm_files, cal, elm_files[FENCE].replace("base = 45.00", "base = 46.00"))
    page = read(at_sues.get(at(wrong)))
    assert "2 problems. Nothing is published while there is one." in page
    assert "permit should be 55.00, the schedule gives 56.00" in page
    answer = at_sues.post(at(wrong, "publication/"))
    assert "A check, an example or a scenario fails" in read(answer)


def test_wrong_text_is_not_replayed(at_sues, cal, elm_files, read):
    wrong = given.proposed(elm_files, cal, elm_files[FENCE].replace('kind = "unit"', 'kind = "unitt"'))
    page = read(at_sues.post(at(wrong, "replay/"), follow=True))
    assert "These rules cannot be replayed while their text is wrong." in page


def test_rules_that_moved_are_proposed_again_on_what_stands(at_sues, at_cals, sue, cal, elm_files, read):
    first, second = given.proposed(elm_files, cal), _shed(elm_files, cal)
    at_sues.post(at(second, "replay/"))
    publish(second, by=sue, at=NOON)
    page = read(at_sues.get(at(first)))
    assert "The rules have changed since this was proposed" in page
    at_sues.post(at(first, "replay/"))
    assert "have changed since this was proposed" in read(at_sues.post(at(first, "publication/")))
    page = read(at_cals.post(at(first, "renewal/"), follow=True))
    assert f"has the changes of proposal {first.pk}" in page
    new = queries.proposals()[0]
    assert queries.proposal_files(new)["permits/shed.toml"] == _dearer_shed(elm_files)
    assert queries.proposal(first.pk).state == "withdrawn"


def test_changes_of_the_same_file_are_not_put_over_each_other(at_sues, at_cals, sue, cal, elm_files, read):
    first = given.proposed(elm_files, cal)
    second = given.proposed(elm_files, cal, given.raised(elm_files, 48))
    at_sues.post(at(second, "replay/"))
    publish(second, by=sue, at=NOON)
    page = read(at_cals.post(at(first, "renewal/"), follow=True))
    assert "Others have changed permits/fence.toml since." in page
    assert len(queries.proposals()) == 2


def test_the_worker_replays_where_there_are_many_bills(at_sues, proposal, read, monkeypatch):
    a_bill(NOON - timedelta(days=30))
    monkeypatch.setattr("transom.fees.replay.asking.replay_soon.__kwdefaults__", {"at_once": 0})
    page = read(at_sues.post(at(proposal, "replay/"), follow=True))
    assert "The bills are being worked out again" in page
    queue.run_waiting()
    assert "1 bill from Mar 2, 2025" in read(at_sues.get(at(proposal)))


def test_a_proposal_is_refused_with_a_reason(at_sues, proposal, read):
    answer = at_sues.post(at(proposal, "refusal/"), {"why": "  "})
    assert answer.status_code == 422
    assert "Say why." in read(answer)
    page = read(at_sues.post(at(proposal, "refusal/"), {"why": "The council has not voted."}, follow=True))
    assert "The council has not voted." in page
    assert queries.proposal(proposal.pk).state == "refused"
    again = at_sues.post(at(proposal, "refusal/"), {"why": "Twice"})
    assert "This proposal is refused already" in read(again)


def test_only_its_proposer_takes_it_back(at_sues, at_cals, proposal, read):
    assert "who proposed it, takes it back" in read(at_sues.post(at(proposal, "withdrawal/"), {"why": "x"}))
    page = read(at_cals.post(at(proposal, "withdrawal/"), {"why": "A slip in the table"}, follow=True))
    assert "Withdrawn" in page
    assert "A slip in the table" in page


def test_what_is_proposed_is_read_as_it_would_be(at_sues, proposal, read):
    page = read(at_sues.get(f"{RULES}fence/fees/?proposal={proposal.pk}"))
    assert f"These rules are as proposal {proposal.pk} has them (open, not in force)." in page
    assert "$46.00" in page
    tried = read(at_sues.get(f"{RULES}fence/trial/?proposal={proposal.pk}&length=160"))
    assert "Fence permit" in tried
    assert "$56.00" in tried
    assert "By the rules in force today: $" in tried
    assert at_sues.get(f"{RULES}fence/?proposal=99999").status_code == 404
    assert at_sues.get(f"{RULES}none/?proposal={proposal.pk}").status_code == 404


def test_the_list_tells_what_waits_and_what_was_decided(at_sues, cal, elm_files, proposal, read):
    second = _shed(elm_files, cal)
    at_sues.post(at(second, "refusal/"), {"why": "Too dear"})
    page = read(at_sues.get(f"{RULES}proposals/"))
    waiting, decided = page.split("Decided", 1)
    assert f"Proposal {proposal.pk}" in waiting
    assert "Ordinance 26-07 raises the fence permit" in waiting
    assert f"Proposal {second.pk}" in decided
    assert "Proposed rules (1 waiting)" in read(at_sues.get(RULES))


def test_a_proposal_that_is_not_there_is_not_found(at_sues):
    assert at_sues.get(f"{RULES}proposals/99999/").status_code == 404


@pytest.mark.parametrize("role", ["intake", "reviewer", "inspector", "cashier"])
def test_staff_who_neither_write_nor_publish_read_only(proposal, read, role):
    client = given.signed_in(staff(role, username="irene"))
    page = read(client.get(at(proposal)))
    assert "What changes" in page
    assert "Withdraw this proposal" not in page
    assert "Refuse this proposal" not in page
    for what in ("replay/", "publication/", "refusal/", "withdrawal/", "renewal/"):
        assert client.post(at(proposal, what)).status_code == 403


def test_applicants_find_nothing(proposal):
    client = given.signed_in(person("pat"))
    assert client.get(at(proposal)).status_code == 404


def test_many_changes_and_bills_cost_no_more_queries(at_sues, proposal, django_assert_max_num_queries):
    at_sues.get(at(proposal))
    with django_assert_max_num_queries(20):
        at_sues.get(at(proposal))
    for _ in range(20):
        a_bill(clock.now() - timedelta(days=3))
    at_sues.post(at(proposal, "replay/"))
    with django_assert_max_num_queries(20):
        at_sues.get(at(proposal))


def _dearer_shed(files):
    return files["permits/shed.toml"].replace("amount = 30.00", "amount = 31.00")


def _shed(files, by):
    changed = {**files, "permits/shed.toml": _dearer_shed(files)}
    return given.propose(changed, effective=JULY, note="Sheds", by=by, at=elm.NOON)
