"""Whoever has or had a case to investigate rules on nothing that is for the appropriate authority or a panel."""

from datetime import date

import pytest

from cases.actions import assignment, outcomes, particulars, special_conditions
from cases.actions.special_conditions import Grounds
from misconduct.core.errors import Refused
from tests.cases.actions.conftest import code
from tests.factories import AllegationSubjectFactory, CaseFactory, ParticularFactory
from tests.factories.rulings import at_its_stage, decided, taken_to

pytestmark = pytest.mark.django_db
STATED = {"reasons": "As found.", "decided_on": date(2026, 6, 1)}


@pytest.fixture
def pair(person):
    """A pair that somebody else took to a hearing, with the finding of gross misconduct."""
    made = AllegationSubjectFactory(allegation__case__regime="2025")
    return taken_to(person("manager"), made, "hearing", "gross-misconduct")


@pytest.fixture(params=["has the case", "handed it on"])
def investigator(request, person, pair):
    """A manager who investigates this case, or did before."""
    manager, case = person("manager"), pair.allegation.case
    assignment.assign(by=manager, case=case, investigator=manager)
    if request.param == "handed it on":
        assignment.assign(by=manager, case=case, investigator=person("investigator"))
    case.refresh_from_db()
    return manager


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("case_to_answer", "no-case"),
        ("forum", "hearing"),
        ("finding", "misconduct"),
        ("presumption", "applied"),
    ],
)
def test_the_investigator_decides_nothing_for_others(pair, investigator, person, kind, value):
    with pytest.raises(Refused, match="You investigate this case, or did, so somebody else decides"):
        decided(investigator, pair, kind, value)
    assert decided(person("manager"), pair, kind, value).value.code == value


def test_the_investigator_records_no_outcome(pair, investigator, person):
    decided(person("manager"), pair, "presumption", "applied")
    given = {"pair": pair, "value": code("outcome", "dismissal-without-notice"), **STATED}
    with pytest.raises(Refused, match="somebody else decides"):
        outcomes.record_outcome(by=investigator, **given)
    assert outcomes.record_outcome(by=person(), **given).value.code == "dismissal-without-notice"


def test_the_investigator_finds_nothing_on_a_particular(pair, investigator, person):
    pair.decisions.filter(kind="finding").delete()
    given = {"particular": ParticularFactory(pair=pair), "value": code("finding", "misconduct"), **STATED}
    with pytest.raises(Refused, match="somebody else decides"):
        particulars.find(by=investigator, **given)
    assert particulars.find(by=person(), **given).value.code == "misconduct"


def test_the_investigator_certifies_no_special_conditions(pair, investigator, person):
    given = {"pair": pair, "value": code("special_conditions", "certified"), **STATED}
    grounds = Grounds("A recording.", "At once.", "R. Example", "Assistant Chief Constable")
    with pytest.raises(Refused, match="somebody else decides"):
        special_conditions.decide(by=investigator, grounds=grounds, **given)
    assert special_conditions.decide(by=person("manager"), grounds=grounds, **given).value.code == "certified"


def test_the_investigator_writes_down_the_view_of_the_iopc(pair, investigator):
    given = {"authority": "R. Example, IOPC"}
    assert decided(investigator, pair, "iopc_view", "gross-misconduct", **given).decided_by == investigator


def test_whoever_handles_a_complaint_outside_schedule_3_settles_it(person):
    handler = person("manager")
    case = CaseFactory(record_type="PC-O", stage="assessment")
    assignment.assign(by=handler, case=case, investigator=handler)
    pair = at_its_stage(AllegationSubjectFactory(allegation__case=case), "outcome")
    given = {"pair": pair, "value": code("outcome", "resolved"), **STATED}
    assert outcomes.record_outcome(by=handler, **given).decided_by == handler


@pytest.mark.parametrize("part", ["case_to_answer", "special-conditions", "forum", "finding", "presumption", "outcome"])
def test_the_page_tells_the_investigator_why_there_is_no_form(signed_in, pair, investigator, part):
    client = signed_in(user=investigator)
    case = pair.allegation.case
    at_its_stage(pair, part.replace("-", "_"))
    page = client.get(f"/cases/{case.pk}/pairs/{pair.pk}/{part}/").text
    assert "You investigate this case, or did, so somebody else decides for the appropriate authority." in page
    assert 'name="reasons"' not in page
    assert f"/pairs/{pair.pk}/{part}/" not in client.get(f"/cases/{case.pk}/decisions/").text
