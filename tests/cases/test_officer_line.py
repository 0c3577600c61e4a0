"""The line of somebody's career shows what the viewer may see, and nothing more."""

from datetime import UTC, date, datetime

import pytest

from cases.clocks.kinds import MilestoneKind
from cases.flags.models import Flag, RuleVersion
from cases.officer_line import notices_of
from tests.factories import CaseFactory, MilestoneFactory, OfficerFactory, PeriodFactory, SubjectFactory

pytestmark = pytest.mark.django_db

SERVED = {"kind": MilestoneKind.NOTICE_SERVED, "reached_on": date(2026, 2, 3)}


def served(officer, **case):
    """A notice of investigation served on this person."""
    subject = SubjectFactory(officer=officer, case=CaseFactory(**case))
    return MilestoneFactory(case=subject.case, about=f"cases.subject:{subject.pk}", **SERVED)


def raised(officer):
    version = RuleVersion.objects.filter(rule__slug="cases-in-12-months").latest("number")
    return Flag.objects.create(
        officer=officer,
        rule=version.rule,
        rule_version=version,
        parameters={"threshold": 3, "window_months": 12, "in_post_only": False, "review_days": 14},
        evidence_key="0" * 64,
        counted=3,
        window_from=date(2025, 2, 1),
        window_to=date(2026, 2, 1),
        sentence="3 cases in 12 months.",
        fired_at=datetime(2026, 2, 5, 9, tzinfo=UTC),
        due_on=date(2026, 2, 19),
    )


def marks(client, officer):
    return [mark.title for mark in client.get(f"/officers/{officer.pk}/").context["line"].marks]


def test_only_notices_of_the_person_in_cases_within_sight_are_marked(person):
    officer = OfficerFactory()
    seen = served(officer)
    served(officer, sealed=True)
    served(OfficerFactory())
    assert notices_of(officer, person("caseworker")) == [seen]
    assert notices_of(officer, person("investigator")) == []


def test_a_service_that_was_taken_back_is_not_marked(person):
    one = served(OfficerFactory())
    one.withdrawn_at = datetime(2026, 2, 4, 9, tzinfo=UTC)
    one.save()
    assert notices_of(one.case.subjects.get().officer, person("manager")) == []


def test_flags_are_marked_only_for_those_who_may_see_flags(signed_in):
    officer = OfficerFactory()
    served(officer)
    raised(officer)
    assert len(marks(signed_in("manager"), officer)) == 2
    assert [title.split(",")[0] for title in marks(signed_in("caseworker"), officer)] == [
        "Notice of investigation served"
    ]


def test_a_suspension_is_a_band_and_a_row_of_the_table(signed_in):
    officer = PeriodFactory(suspension=True).officer
    page = signed_in("manager").get(f"/officers/{officer.pk}/")
    assert [span.tone for span in page.context["line"].spans if span.tone] == ["suspension"]
    assert "Read the line as a table" in page.text


def test_somebody_of_whom_nothing_is_dated_has_no_line(signed_in):
    officer = OfficerFactory(appointed_on=None)
    page = signed_in("manager").get(f"/officers/{officer.pk}/").text
    assert "there is no line to draw" in page
