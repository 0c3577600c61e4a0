from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.flags.models import Flag, Rule, RuleVersion
from cases.models import Subject
from cases.stages import Stage
from misconduct.audit.models import AuditEvent
from tests.factories import (
    AllegationSubjectFactory,
    CaseFactory,
    OfficerFactory,
    OutcomeFactory,
    SubjectFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PARTS = ("", "allegations/", "people/", "decisions/", "timeline/")
READERS = ("caseworker", "manager", "auditor")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("role", READERS)
def test_case_page_opens_for_whoever_may_see_it(signed_in, role, part):
    case = OutcomeFactory().pair.allegation.case
    response = signed_in(role).get(f"/cases/{case.pk}/{part}")
    assert response.status_code == 200
    assert case.reference in response.text


@pytest.mark.parametrize("part", PARTS)
def test_case_page_is_refused_to_an_administrator(signed_in, part):
    assert signed_in("administrator").get(f"/cases/{CaseFactory().pk}/{part}").status_code == 403


@pytest.mark.parametrize("part", PARTS)
def test_case_page_is_not_there_out_of_scope(signed_in, part):
    case = CaseFactory(sealed=True)
    assert signed_in("manager").get(f"/cases/{case.pk}/{part}").status_code == 404
    assert signed_in("investigator").get(f"/cases/{CaseFactory().pk}/{part}").status_code == 404


@pytest.mark.parametrize("part", PARTS)
def test_case_page_takes_no_post(signed_in, part):
    assert signed_in("manager").post(f"/cases/{CaseFactory().pk}/{part}").status_code == 405


def test_opening_a_case_is_on_record_with_its_people(signed_in):
    subject = SubjectFactory()
    client = signed_in("auditor")
    client.get(f"/cases/{subject.case.pk}/")
    event = AuditEvent.objects.get(action="case.viewed")
    assert event.actor_id == client.user.pk
    assert event.touched == [f"cases.case:{subject.case.pk}", f"officers.officer:{subject.officer.pk}"]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("role", ["manager", "caseworker"])
def test_case_page_query_count_does_not_grow(signed_in, role, part):
    def queries(allegations: int) -> int:
        case = CaseFactory(stage=Stage.ASSESSMENT)
        for _ in range(allegations):
            OutcomeFactory(pair=AllegationSubjectFactory(allegation__case=case))
        client = signed_in(role)
        client.get(f"/cases/{case.pk}/{part}")
        with CaptureQueriesContext(connection) as seen:
            client.get(f"/cases/{case.pk}/{part}")
        return len(seen)

    assert queries(2) == queries(20)


def test_overview_counts_only_matters_the_viewer_may_see(signed_in):
    subject = SubjectFactory()
    SubjectFactory(officer=subject.officer)
    SubjectFactory(officer=subject.officer, case=CaseFactory(sealed=True))
    page = signed_in("caseworker").get(f"/cases/{subject.case.pk}/").text
    assert "1 other matter that you may see" in page


def test_overview_shows_open_flags_only_to_those_who_may_see_flags(signed_in):
    subject = SubjectFactory()
    rule = Rule.objects.create(slug="test-rule", name="Test rule")
    version = RuleVersion.objects.create(
        rule=rule, number=1, parameters={}, effective_from="2020-01-01", written_by="A", approved_by="B"
    )
    Flag.objects.create(
        officer=subject.officer,
        rule=rule,
        rule_version=version,
        parameters={},
        evidence_key="x",
        counted=3,
        window_from="2025-01-01",
        window_to="2026-01-01",
        sentence="Three.",
        due_on="2026-02-01",
    )
    url = f"/cases/{subject.case.pk}/"
    assert "1 open flag" in signed_in("manager").get(url).text
    assert "open flag" not in signed_in("caseworker").get(url).text


def test_overview_shows_a_live_warning_from_another_case(signed_in):
    subject = SubjectFactory()
    today = timezone.localdate()
    OutcomeFactory(
        pair__subject__officer=subject.officer,
        value__label="Written warning",
        live_from=today - timedelta(days=30),
        live_to=today + timedelta(days=30),
    )
    page = signed_in("caseworker").get(f"/cases/{subject.case.pk}/").text
    assert "Written warning until" in page


def test_next_says_what_blocks_and_offers_what_can_be_done(signed_in):
    case = CaseFactory(stage=Stage.ASSESSMENT)
    page = signed_in("manager").get(f"/cases/{case.pk}/").text
    assert "Assign an investigator first." in page
    assert f"/cases/{case.pk}/assign/" in page
    page = signed_in("caseworker").get(f"/cases/{case.pk}/").text
    assert f"/cases/{case.pk}/assign/" not in page
    ending = CaseFactory(stage=Stage.REVIEW)
    assert "Ask a manager." in signed_in("caseworker").get(f"/cases/{ending.pk}/").text


def test_an_auditor_finds_nothing_to_change(signed_in):
    case = OutcomeFactory().pair.allegation.case
    client = signed_in("auditor")
    for part in PARTS:
        page = client.get(f"/cases/{case.pk}/{part}").text
        for address in ("edit/", "add/", "assign/", "move/", "outcome/", "severity/", "seal/", "access/"):
            assert f"/cases/{case.pk}/{address}" not in page


def test_somebody_not_identified_shows_what_is_known_and_a_way_to_name_them(signed_in):
    subject = SubjectFactory(unidentified=True, description="Tall, with a beard")
    page = signed_in().get(f"/cases/{subject.case.pk}/").text
    assert "Tall, with a beard" in page
    assert f"/cases/{subject.case.pk}/subjects/{subject.pk}/identify/" in page
    assert Subject.objects.count() == 1


def test_words_of_a_case_are_shown_and_never_run(signed_in):
    script = "<script>alert(1)</script>"
    pair = AllegationSubjectFactory(
        allegation__case__summary=script, allegation__description=script, subject__officer__surname=script
    )
    client = signed_in("manager")
    for part in PARTS:
        assert script not in client.get(f"/cases/{pair.allegation.case.pk}/{part}").text


def test_access_is_listed_for_managers_only(signed_in):
    case = CaseFactory()
    assert "Who may see this case" in signed_in("manager").get(f"/cases/{case.pk}/people/").text
    assert "Who may see this case" not in signed_in("caseworker").get(f"/cases/{case.pk}/people/").text


def test_a_case_about_oneself_is_not_there(signed_in):
    user = UserFactory(role="manager")
    subject = SubjectFactory(officer=OfficerFactory(account=user))
    assert signed_in(user=user).get(f"/cases/{subject.case.pk}/").status_code == 404
