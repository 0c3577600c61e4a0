import pytest

from cases.notices.applies import Person, why_not
from cases.notices.catalogue import template


def person(**changes):
    known = {"name": "Sam Carver", "capacity": "officer", "has_left": False, "has_severity": True, "has_notice": True}
    return Person(**(known | changes))


@pytest.mark.parametrize(
    ("slug", "case", "who", "reason"),
    [
        ("investigation", {}, person(), None),
        ("investigation", {"regime": "2012"}, person(), "The matter was received under the law of 2012"),
        ("investigation", {"regime": ""}, person(), "before the law this text was written for"),
        ("investigation", {}, None, "Identify a subject first."),
        ("investigation", {}, person(has_severity=False), "Record a severity assessment of this person first."),
        ("investigation", {}, person(capacity="staff"), "Sam Carver is a member of police staff, and is not under"),
        ("investigation", {}, person(has_left=True), "Sam Carver has left the force."),
        ("investigation-former-officer", {}, person(), "Sam Carver has not left the force."),
        ("investigation-former-officer", {}, person(has_left=True), None),
        ("interview", {}, person(has_notice=False), "Serve a notice of investigation on this person first."),
        ("suspension-ended", {}, person(), "Record the suspension of this person first."),
        ("suspension-ended", {}, person(undergone=frozenset({"suspension"})), None),
        ("appeal-rights-hearing", {}, person(), "Open a misconduct hearing about this person first."),
        ("hearing-date", {}, person(undergone=frozenset({"proceedings", "hearing"})), None),
        ("acknowledgement", {"record_type": "CM"}, None, "It is for these kinds of case: Complaint, outside Sch 3"),
        ("acknowledgement", {"record_type": "PC-O"}, None, None),
        ("complaint-outcome-review", {"record_type": "PC-O"}, None, "It is for these kinds of case"),
        ("delay-report-iopc", {"record_type": "CM"}, None, "It is for these kinds of case"),
        ("delay-report-lpb", {"record_type": "CM"}, None, None),
    ],
)
def test_why_a_notice_cannot_be_written(slug, case, who, reason):
    facts = {"regime": "2025", "record_type": "CM"} | case
    found = why_not(template(slug), person=who, **facts)
    assert (found is None) if reason is None else (reason in found)
