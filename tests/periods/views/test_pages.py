"""Suspension, restriction, criminal proceedings, career break and probation: their forms and where they show."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.models import Case
from cases.periods.models import Period
from tests.factories import AllegationFactory, CaseFactory, OutcomeFactory, PeriodFactory, SubjectFactory

pytestmark = pytest.mark.django_db
MANAGE, WORK = {"manager"}, {"caseworker", "manager"}
FORMS = (
    ("subjects/{subject}/suspend/", MANAGE),
    ("subjects/{subject}/restrict/", MANAGE),
    ("subjects/{subject}/criminal/", WORK),
    ("periods/{period}/told/", MANAGE),
    ("periods/{period}/review/", MANAGE),
    ("periods/{period}/end/", MANAGE),
)
ANSWERS = {
    "redeployment_reasons": "No post without the same systems.",
    "conditions": ["is_public_interest"],
    "ground_reasons": "The allegation is one of violence.",
    "authorised_by": "Nicola Sample",
    "authorised_rank": "chief-constable",
    "pay": "with-pay",
    "starts_on": "2026-03-02",
    "version": 1,
}


@pytest.fixture
def period():
    return PeriodFactory(suspension=True)


def address(period, form):
    subject = period.case.subjects.get()
    return f"/cases/{period.case_id}/{form.format(subject=subject.pk, period=period.pk)}"


@pytest.mark.parametrize(("form", "roles"), FORMS)
@pytest.mark.parametrize("role", ["caseworker", "manager", "auditor", "administrator"])
def test_form_opens_for_its_roles_only(signed_in, period, form, roles, role):
    assert signed_in(role).get(address(period, form)).status_code == (200 if role in roles else 403)


@pytest.mark.parametrize("form", [form for form, _ in FORMS])
def test_form_is_not_there_out_of_scope(signed_in, period, form):
    Case.objects.update(is_sealed=True)
    client = signed_in("manager")
    assert client.get(address(period, form)).status_code == 404
    assert client.post(address(period, form), {"version": 1}).status_code == 404


@pytest.mark.parametrize("form", [form for form, _ in FORMS])
def test_empty_form_says_what_is_missing_and_saves_nothing(signed_in, period, form):
    response = signed_in("manager").post(address(period, form), {"version": "1"})
    assert response.status_code == 422
    assert "There is a problem" in response.text
    assert Case.objects.get(pk=period.case_id).version == 1


def test_what_belongs_to_another_case_is_not_there(signed_in, period):
    other = PeriodFactory(suspension=True)
    for place in ("", "review/", "end/", "told/"):
        path = f"/cases/{period.case_id}/periods/{other.pk}/{place}"
        assert signed_in("manager").get(path).status_code == 404


def test_somebody_is_suspended_and_the_case_shows_it(signed_in):
    subject, client = SubjectFactory(), signed_in("manager")
    page = client.post(f"/cases/{subject.case_id}/subjects/{subject.pk}/suspend/", ANSWERS, follow=True)
    assert "Suspension since 2 March 2026" in page.text
    period = Period.objects.get()
    shown = client.get(f"/cases/{subject.case_id}/periods/{period.pk}/").text
    assert "No post without the same systems." in shown
    assert "The public interest requires it" in shown
    assert "30 March 2026" in shown
    assert "Overdue" in shown


def test_a_condition_left_out_is_said_beside_its_question_and_nothing_typed_is_lost(signed_in):
    subject = SubjectFactory()
    path = f"/cases/{subject.case_id}/subjects/{subject.pk}/suspend/"
    response = signed_in("manager").post(path, {**ANSWERS, "conditions": []})
    assert response.status_code == 422
    assert "Select prejudice to the investigation, the public interest, or both" in response.text
    assert "No post without the same systems." in response.text


def test_a_caseworker_ends_criminal_proceedings_and_no_suspension(signed_in, period):
    given = {"ends_on": "2026-03-20", "reason": "Over", "version": 1}
    client = signed_in("caseworker")
    criminal = PeriodFactory(kind="criminal", case=period.case, officer=period.officer)
    ending = f"/cases/{period.case_id}/periods/{{}}/criminal-end/"
    assert client.post(address(period, "periods/{period}/end/"), given).status_code == 403
    assert client.post(ending.format(period.pk), given).status_code == 404
    assert client.post(ending.format(criminal.pk), given).status_code == 302
    assert (
        signed_in("manager").post(address(period, "periods/{period}/end/"), {**given, "version": 2}).status_code == 302
    )


def test_the_end_of_criminal_proceedings_keeps_the_conviction(signed_in, period):
    criminal = PeriodFactory(kind="criminal", case=period.case, officer=period.officer)
    allegation = AllegationFactory(case=period.case)
    path = f"/cases/{period.case_id}/periods/{criminal.pk}/criminal-end/"
    given = {"ends_on": "2026-03-20", "reason": "Convicted", "version": 1, "offence": "Robbery"}
    client = signed_in("caseworker")
    refused = client.post(path, given)
    assert refused.status_code == 422
    assert "Enter the day of the conviction" in refused.text
    given |= {"convicted_on": "2026-03-19", "is_indictable_only": "on", "allegation": allegation.pk}
    shown = client.post(path, given, follow=True)
    assert "Robbery on 19 March 2026, triable only on indictment, for allegation 1" in shown.text


def test_a_probation_raises_an_alert_only_while_a_case_is_open(signed_in):
    client, ends_on = signed_in("manager"), timezone.localdate() + timedelta(days=30)
    for subject, shown in ((SubjectFactory(), True), (SubjectFactory(case=CaseFactory(closed=True)), False)):
        PeriodFactory(officer=subject.officer, kind="probation", ends_on=ends_on)
        assert ("Probation ends" in client.get(f"/cases/{subject.case_id}/").text) is shown
        assert ("On probation" in client.get(f"/officers/{subject.officer_id}/").text) is shown


def test_the_page_of_a_person_shows_periods_and_warnings_on_the_line_and_in_the_table(signed_in, period):
    OutcomeFactory(
        pair__allegation__case=period.case,
        pair__subject=period.case.subjects.get(),
        live_from=date(2026, 3, 1),
        live_to=date(2036, 3, 1),
    )
    page = signed_in("manager").get(f"/officers/{period.officer_id}/")
    assert [span.tone for span in page.context["line"].spans] == ["warning", "suspension"]
    assert [tone for tone, _ in page.context["line"].span_key] == ["suspension", "warning"]
    assert "Still running" in page.text
    assert f'href="/cases/{period.case_id}/periods/{period.pk}/"' in page.text


def test_a_period_of_a_case_that_stays_closed_to_the_reader_is_no_link(signed_in, period):
    client = signed_in("investigator")
    SubjectFactory(case=CaseFactory(investigator=client.user), officer=period.officer)
    page = client.get(f"/officers/{period.officer_id}/").text
    assert "Still running" in page
    assert f"/cases/{period.case_id}/periods/" not in page


def test_a_suspension_in_a_sealed_case_shows_nowhere_to_others(signed_in, period):
    Case.objects.update(is_sealed=True)
    other = SubjectFactory(officer=period.officer)
    client = signed_in("manager")
    assert "Suspension since" not in client.get(f"/cases/{other.case_id}/").text
    assert list(client.get(f"/officers/{period.officer_id}/").context["periods"]) == []


def test_a_career_break_is_recorded_on_the_roster_and_its_end_changed(signed_in):
    client, officer = signed_in("caseworker"), SubjectFactory().officer
    given = {"kind": "career_break", "starts_on": "2026-01-05"}
    assert client.post(f"/officers/{officer.pk}/periods/add/", given).status_code == 302
    period = Period.objects.get()
    given = {"ends_on": "2026-06-30", "reason": "Came back early."}
    page = f"/officers/periods/{period.pk}/last-day/"
    read = client.get(page).context["read"]
    assert client.post(page, {**given, "read": read}).status_code == 302
    later = {"ends_on": "2026-09-30", "reason": "By his letter.", "read": read}
    response = signed_in("caseworker").post(page, later)
    assert response.status_code == 409
    assert "By his letter." in response.text
    period.refresh_from_db()
    assert period.ends_on == date(2026, 6, 30)


@pytest.mark.parametrize("role", ["investigator", "auditor", "administrator"])
def test_the_roster_is_kept_by_its_roles_only(signed_in, role):
    period = PeriodFactory()
    for path in (f"/officers/{period.officer_id}/periods/add/", f"/officers/periods/{period.pk}/last-day/"):
        assert signed_in(role).get(path).status_code == 403


def test_nobody_keeps_a_period_of_their_own(signed_in):
    client = signed_in("caseworker")
    period = PeriodFactory(officer__account=client.user)
    assert client.get(f"/officers/periods/{period.pk}/last-day/").status_code == 404
    assert client.get(f"/officers/{period.officer_id}/periods/add/").status_code == 404
