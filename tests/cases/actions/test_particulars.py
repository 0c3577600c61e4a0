from datetime import date

import pytest

from cases.actions import particulars, special_conditions
from cases.actions.special_conditions import Grounds
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import NotAllowed, Refused
from tests.cases.actions.conftest import code
from tests.factories import AllegationSubjectFactory
from tests.factories.rulings import assessed, at_its_stage, decided, taken_to

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 1)
GROUNDS = Grounds("A recording shows it.", "They work with children.", "Robin Example", "Assistant Chief Constable")


@pytest.fixture
def pair():
    return AllegationSubjectFactory(allegation__case__regime="2025", allegation__case__stage="investigation")


def find(by, particular, value):
    return particulars.find(
        by=by, particular=particular, value=code("finding", value), reasons="As found.", decided_on=ON
    )


def certify(by, pair, value="certified", grounds=GROUNDS):
    given = {"reasons": "Both limbs are met.", "decided_on": ON, "grounds": grounds}
    return special_conditions.decide(by=by, pair=pair, value=code("special_conditions", value), **given)


def test_particulars_are_numbered_within_the_pair(pair, person):
    doer = person()
    numbers = [particulars.add(by=doer, pair=pair, text=text).number for text in ("Pushed a man.", "Swore at him.")]
    other = particulars.add(by=doer, pair=AllegationSubjectFactory(), text="Elsewhere.")
    assert (numbers, other.number) == ([1, 2], 1)
    assert AuditEvent.objects.filter(action="particular.added").count() == 3


def test_a_particular_says_something(pair, person):
    with pytest.raises(Refused) as refusal:
        particulars.add(by=person(), pair=pair, text=" ")
    assert refusal.value.field == "text"


def test_the_finding_follows_from_the_last_particular(pair, person):
    doer = person()
    taken_to(doer, pair, "hearing")
    first, second = (particulars.add(by=doer, pair=pair, text=text) for text in ("One.", "Two."))
    find(doer, first, "not-proven")
    assert not pair.decisions.filter(kind="finding").exists()
    find(doer, second, "gross-misconduct")
    assert pair.decisions.in_force().get(kind="finding").value.code == "gross-misconduct"
    find(doer, second, "misconduct")
    assert pair.decisions.in_force().get(kind="finding").value.code == "misconduct"
    assert second.findings.in_force().get().supersedes.value.code == "gross-misconduct"


def test_the_whole_is_not_found_past_its_particulars(pair, person):
    doer = person()
    taken_to(doer, pair, "hearing")
    particulars.add(by=doer, pair=pair, text="One.")
    with pytest.raises(Refused, match="record the finding on each"):
        decided(doer, pair, "finding", "misconduct")


def test_no_particular_is_added_after_the_finding(pair, person):
    doer = person()
    taken_to(doer, pair, "hearing", "misconduct")
    with pytest.raises(Refused, match="cannot be added to it any more"):
        particulars.add(by=doer, pair=pair, text="Another.")


def test_a_finding_on_a_particular_needs_proceedings(pair, person):
    particular = particulars.add(by=person(), pair=pair, text="One.")
    with pytest.raises(Refused, match="A finding is recorded at “Proceedings”"):
        find(person(), particular, "misconduct")
    at_its_stage(pair, "finding")
    with pytest.raises(Refused, match="A finding is made in proceedings"):
        find(person(), particular, "misconduct")
    with pytest.raises(NotAllowed):
        find(person("investigator"), particular, "misconduct")


def test_a_certificate_opens_the_accelerated_hearing_and_its_end_closes_it(pair, person):
    doer = person()
    assessed(doer, pair, "gross-misconduct")
    decided(doer, pair, "case_to_answer", "gross-misconduct")
    with pytest.raises(Refused, match="certified first"):
        decided(doer, pair, "forum", "accelerated-hearing")
    certificate = certify(doer, pair)
    assert decided(doer, pair, "forum", "accelerated-hearing").value.code == "accelerated-hearing"
    assert certificate.special_conditions.authorised_by_rank == "Assistant Chief Constable"
    assert certify(doer, pair, "reverted", Grounds()).supersedes == certificate
    with pytest.raises(Refused, match="certified first"):
        decided(doer, pair, "forum", "accelerated-hearing")


@pytest.mark.parametrize("field", ["evidence", "public_interest", "authorised_by_name", "authorised_by_rank"])
def test_a_certificate_needs_both_limbs_and_a_senior_officer(pair, person, field):
    missing = Grounds(**{**vars(GROUNDS), field: " "})
    with pytest.raises(Refused) as refusal:
        certify(person(), pair, grounds=missing)
    assert refusal.value.field == field
    assert not pair.decisions.exists()


def test_a_certificate_waits_for_the_investigation(person):
    pair = AllegationSubjectFactory(allegation__case__stage="assessment")
    with pytest.raises(Refused, match="Special conditions are decided on from “Investigation” to “Proceedings”"):
        certify(person(), pair)


def test_only_a_certificate_can_be_withdrawn(pair, person):
    with pytest.raises(Refused, match="no certificate to withdraw"):
        certify(person(), pair, "reverted")
    assert certify(person(), pair, "not-certified", Grounds()).value.code == "not-certified"
