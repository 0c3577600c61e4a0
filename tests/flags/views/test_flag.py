from datetime import date

import pytest

from cases.flags.actions.evaluation import evaluate
from cases.flags.models import Flag
from misconduct.accounts.permissions import SystemActor
from misconduct.audit.models import AuditEvent
from tests.factories import FlagFactory, FlagMatterFactory, OutcomeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
ROLES = [("manager", 200), ("auditor", 200), ("caseworker", 403), ("investigator", 403), ("administrator", 403)]
DECISION = {"decision": "welfare", "reason": "Tired team, told twice.", "version": "1"}


@pytest.fixture
def flag(repeated, matter):
    """A real flag of the 12-month rule with one matter left out."""
    officer = repeated(surname="Flagged")
    matter(officer, date(2019, 5, 5))
    evaluate(officer_ids=[officer.pk], as_at=date(2026, 3, 5), by=SystemActor("test"))
    return Flag.objects.get(rule__slug="cases-in-12-months")


@pytest.mark.parametrize(("role", "status"), ROLES)
def test_only_those_who_see_flags_open_one(signed_in, role, status):
    flag = FlagFactory()
    assert signed_in(role).get(f"/flags/{flag.pk}/").status_code == status


def test_a_flag_on_oneself_or_none_is_not_there(signed_in, person):
    manager = person("manager")
    own = FlagFactory(officer__account=manager)
    client = signed_in(user=manager)
    for path in (f"/flags/{own.pk}/", "/flags/999999/"):
        assert client.get(path).status_code == 404
    for path in (f"/flags/{own.pk}/decide/", "/flags/999999/assign/"):
        assert client.post(path, DECISION).status_code == 404


def test_a_flag_cannot_be_posted_to(signed_in):
    client, flag = signed_in("manager"), FlagFactory()
    assert client.post(f"/flags/{flag.pk}/").status_code == 405
    assert client.put(f"/flags/{flag.pk}/decide/").status_code == 405


def test_the_page_says_why_and_what_a_flag_is_not(signed_in, flag):
    page = signed_in("manager").get(f"/flags/{flag.pk}/").content.decode()
    assert flag.sentence in page
    assert "A flag is not a finding" in page
    for matter in flag.matters.all():
        assert matter.subject.case.reference in page
        assert matter.subject.case.get_absolute_url() in page
    assert "Dated before the window, which starts on 5 March 2025." in page


def test_matters_show_the_outcomes_they_have_now(signed_in, flag):
    subject = flag.matters.filter(is_counted=True).first().subject
    OutcomeFactory(pair__subject=subject, pair__allegation__case=subject.case, value__label="Final written warning")
    assert "Final written warning" in signed_in("manager").get(f"/flags/{flag.pk}/").content.decode()


def test_a_matter_out_of_the_reader_s_scope_is_only_a_number(signed_in, flag):
    client = signed_in("manager", is_force_wide=False)
    seen, *hidden = [matter.subject.case for matter in flag.matters.filter(is_counted=True).order_by("pk")]
    seen.investigator = client.user
    seen.save()
    page = client.get(f"/flags/{flag.pk}/").content.decode()
    assert f"{len(hidden)} matters that are not open to you." in page
    assert seen.reference in page
    assert all(case.reference not in page for case in hidden)


def test_opening_a_flag_puts_the_person_and_the_cases_on_record(signed_in, flag):
    signed_in("manager").get(f"/flags/{flag.pk}/")
    event = AuditEvent.objects.get(action="flag.viewed")
    assert f"officers.officer:{flag.officer_id}" in event.touched
    assert sum(key.startswith("cases.case:") for key in event.touched) == 4


def test_a_flag_whose_past_was_changed_says_that_it_would_not_fire_now(signed_in, flag):
    client = signed_in("manager")
    assert "Would not fire now" not in client.get(f"/flags/{flag.pk}/").content.decode()
    case = flag.matters.filter(is_counted=True).first().subject.case
    case.received_on = date(2020, 1, 1)
    case.save()
    assert "Would not fire now" in client.get(f"/flags/{flag.pk}/").content.decode()


def test_an_auditor_reads_and_is_offered_no_form(signed_in, flag):
    client = signed_in("auditor")
    assert "Record decision" not in client.get(f"/flags/{flag.pk}/").content.decode()
    for form in ("decide", "assign"):
        assert client.post(f"/flags/{flag.pk}/{form}/", DECISION).status_code == 403


def test_a_manager_decides(signed_in, flag):
    response = signed_in("manager").post(f"/flags/{flag.pk}/decide/", DECISION, follow=True)
    page = response.content.decode()
    assert response.redirect_chain == [(f"/flags/{flag.pk}/", 302)]
    assert "Your decision is recorded: welfare conversation." in page
    assert "Tired team, told twice." in page


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"decision": ""}, "Select what is to be done"),
        ({"reason": " "}, "Enter the reason for your decision"),
        ({"decision": "monitor"}, "Enter the date to monitor until."),
        ({"monitor_until_day": "31", "monitor_until_month": "2", "monitor_until_year": "2027"}, "must be a real date"),
    ],
)
def test_a_decision_that_cannot_be_accepted_comes_back_with_what_was_typed(signed_in, flag, changes, message):
    response = signed_in("manager").post(f"/flags/{flag.pk}/decide/", {**DECISION, **changes})
    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert changes.get("reason") or "Tired team, told twice." in page
    assert not flag.reviews.exists()


def test_of_two_managers_the_second_is_told_and_keeps_what_was_typed(signed_in, flag):
    signed_in("manager", first_name="Ada", last_name="First").post(f"/flags/{flag.pk}/decide/", DECISION)
    second = signed_in("manager")
    late = {**DECISION, "decision": "vetting", "reason": "Typed by the second."}
    response = second.post(f"/flags/{flag.pk}/decide/", late)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Ada First decided “Welfare conversation”" in page
    assert "Typed by the second." in page
    again = second.post(f"/flags/{flag.pk}/decide/", {**late, "version": response.context["version"]})
    assert again.status_code == 302
    assert flag.reviews.count() == 2


def test_a_forged_version_counts_as_overtaken(signed_in, flag):
    for version in ("", "one", "9" * 40, "-1"):
        response = signed_in("manager").post(f"/flags/{flag.pk}/decide/", {**DECISION, "version": version})
        assert response.status_code == 409


def test_a_manager_assigns_a_flag(signed_in, person, flag):
    other = person("manager", first_name="Jo", last_name="Hale")
    response = signed_in("manager").post(
        f"/flags/{flag.pk}/assign/", {"assign-reviewer": other.pk, "version": "1"}, follow=True
    )
    assert "This flag is with Jo Hale." in response.content.decode()
    flag.refresh_from_db()
    assert flag.assigned_to == other


def test_a_flag_is_not_assigned_to_somebody_who_may_not_review(signed_in, person, flag):
    forged = {"assign-reviewer": person("auditor").pk, "version": "1"}
    response = signed_in("manager").post(f"/flags/{flag.pk}/assign/", forged)
    assert response.status_code == 422
    assert "Select a reviewer from the list" in response.content.decode()


def test_the_forms_lead_back_to_the_flag_when_opened_on_their_own(signed_in, flag):
    response = signed_in("manager").get(f"/flags/{flag.pk}/decide/")
    assert (response.status_code, response.url) == (302, f"/flags/{flag.pk}/")


def test_flag_query_count_is_constant(signed_in, django_assert_max_num_queries):
    client, flag = signed_in("manager"), FlagFactory()
    OutcomeFactory(pair__subject=FlagMatterFactory(flag=flag).subject)
    FlagFactory(officer=flag.officer, reviewed=True)
    with django_assert_max_num_queries(33) as few:
        client.get(f"/flags/{flag.pk}/")
    for _ in range(18):
        OutcomeFactory(pair__subject=FlagMatterFactory(flag=flag).subject)
        FlagFactory(officer=flag.officer, reviewed=True)
    with django_assert_max_num_queries(len(few)):
        client.get(f"/flags/{flag.pk}/")
