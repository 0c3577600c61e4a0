"""A flag tells of every matter it counts, so it is as secret as the most secret of them."""

from datetime import date

import pytest

from cases.flags.models import Flag, FlagRecheck, FlagReview, Rule
from misconduct.accounts.models import AccessGrant
from tests.factories import CaseFactory, FlagFactory, FlagMatterFactory, OfficerFactory, SubjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def flag() -> Flag:
    """A flag that counts an open case and a sealed one."""
    flag = FlagFactory(sentence="2 cases, invented")
    FlagMatterFactory(flag=flag)
    FlagMatterFactory(flag=flag, subject__case=CaseFactory(sealed=True))
    return flag


def sealed_case(flag: Flag):
    return next(matter.subject.case for matter in flag.matters.all() if matter.subject.case.is_sealed)


@pytest.mark.parametrize("role", ["manager", "auditor"])
def test_a_flag_that_counts_a_sealed_case_is_not_there(signed_in, flag, role):
    client = signed_in(role)
    assert client.get(f"/flags/{flag.pk}/").status_code == 404
    for page in ("/flags/", "/flags/?status=", f"/officers/{flag.officer_id}/", "/flags/rules/", "/"):
        assert "2 cases, invented" not in client.get(page).content.decode()
    assert client.get("/flags/?status=").context["paginator"].count == 0
    assert client.get("/reports/repeat/").context["figures"].flags == 0


def test_it_is_there_for_whoever_was_let_see_the_case(signed_in, flag):
    client = signed_in("manager")
    AccessGrant.objects.create(
        user=client.user,
        object_type="cases.case",
        object_id=sealed_case(flag).pk,
        reason="Review",
        granted_by=client.user,
    )
    page = client.get(f"/flags/{flag.pk}/").content.decode()
    assert sealed_case(flag).reference in page


def test_nobody_decides_on_a_flag_that_is_not_there_for_them(signed_in, flag):
    client = signed_in("manager")
    answer = {"decision": "welfare", "reason": "Invented", "version": flag.version}
    assert client.post(f"/flags/{flag.pk}/decide/", answer).status_code == 404
    assert client.post(f"/flags/{flag.pk}/assign/", {"assign-reviewer": "", "version": 1}).status_code == 404
    assert not FlagReview.objects.exists()


def test_a_sealed_matter_that_was_left_out_is_not_even_a_number(signed_in):
    flag = FlagFactory()
    FlagMatterFactory(flag=flag)
    left_out = CaseFactory(sealed=True)
    FlagMatterFactory(flag=flag, subject__case=left_out, is_counted=False, reason="Dated before the window.")
    page = signed_in("manager").get(f"/flags/{flag.pk}/").content.decode()
    assert "not open to you" not in page
    assert "Dated before the window." not in page


def test_a_flag_that_counts_a_case_about_the_reader_is_not_there(signed_in):
    client = signed_in("manager")
    flag = FlagFactory()
    shared = FlagMatterFactory(flag=flag).subject.case
    SubjectFactory(case=shared, officer=OfficerFactory(account=client.user))
    assert client.get(f"/flags/{flag.pk}/").status_code == 404
    assert client.get("/flags/").context["paginator"].count == 0


def test_a_flag_of_another_unit_is_not_there_for_whoever_sees_units(signed_in):
    flag = FlagFactory()
    case = FlagMatterFactory(flag=flag).subject.case
    client = signed_in("manager", is_force_wide=False)
    assert client.get(f"/flags/{flag.pk}/").status_code == 404
    assert client.get("/flags/").context["paginator"].count == 0
    client.user.unit_scopes.create(unit=case.unit)
    assert client.get(f"/flags/{flag.pk}/").status_code == 200


def test_the_matters_as_stored_are_those_of_cases_in_sight(signed_in):
    flag = FlagFactory()
    FlagMatterFactory(flag=flag)
    FlagMatterFactory(flag=flag, subject__case=CaseFactory(sealed=True), is_counted=False)
    page = signed_in("manager", is_staff=True).get("/admin/flags/flagmatter/")
    assert page.context["cl"].result_count == 1


def test_a_flag_that_names_a_warning_of_a_sealed_case_is_not_there(signed_in):
    rule = Rule.objects.get(slug="live-warning")
    sealed = SubjectFactory(case=CaseFactory(sealed=True))
    warning = ["Final written warning", "2025-01-01", "2027-01-01", sealed.pk]
    flag = FlagFactory(
        officer=sealed.officer,
        rule=rule,
        sentence="1 case while a warning was live, invented",
        circumstances={"warnings": [["Written warning", "2025-01-01", "2026-01-01", 0], warning]},
    )
    counted = FlagMatterFactory(flag=flag)
    client = signed_in("manager")
    assert client.get(f"/flags/{flag.pk}/").status_code == 404
    assert list(Flag.objects.withheld_from(client.user)) == [flag]
    flag.circumstances["warnings"][1][3] = counted.subject_id
    flag.save()
    assert client.get(f"/flags/{flag.pk}/").status_code == 200
    assert not Flag.objects.withheld_from(client.user).exists()


def test_looks_at_a_flag_as_stored_leave_out_what_they_counted(signed_in):
    made = FlagRecheck.objects.create(flag=FlagFactory(), standing="fires_now", sentence="Secret", counted_now=[77123])
    page = signed_in("manager", is_staff=True).get(f"/admin/flags/flagrecheck/{made.pk}/change/").text
    assert "Fires now" in page
    assert [word for word in ("Secret", "77123") if word in page] == []


def test_a_sealed_case_does_not_keep_a_flag_firing_for_whom_it_is_withheld_from(signed_in):
    flag = FlagFactory(parameters={"threshold": 1, "window_months": 24, "review_days": 14})
    sealed = CaseFactory(received_on=date(2025, 6, 2), sealed=True)
    SubjectFactory(officer=flag.officer, case=sealed)
    client = signed_in("manager")
    assert client.get(f"/flags/{flag.pk}/").context["would_fire_now"] is False
    sealed.investigator = client.user
    sealed.save()
    assert client.get(f"/flags/{flag.pk}/").context["would_fire_now"] is True
