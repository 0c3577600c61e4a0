"""Pages of flags on units and on cases, and who sees them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.flags.models import Flag, Rule
from misconduct.audit.models import AuditEvent
from officers.models import UnitScope
from tests.factories import (
    CaseFactory,
    FlagFactory,
    FlagMatterFactory,
    OfficerFactory,
    SubjectFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def flag_on(slug, **about):
    rule = Rule.objects.get(slug=slug)
    version = rule.versions.get(number=1)
    circumstances = {"people": 6, "days": 600, "force_days": 6000, "force_cases": 6} if about.get("unit") else {}
    return FlagFactory(
        **{"officer": None, **about},
        rule=rule,
        rule_version=version,
        parameters=version.parameters,
        circumstances=circumstances,
        scope="cluster/rate" if about.get("unit") else "drift/age",
        sentence="An invented sentence.",
        counted=0,
    )


@pytest.fixture
def of_unit(db):
    """A flag on a unit that counts a case in which one of its people is named."""
    flag = flag_on("unit-cluster", unit=UnitFactory(name="Night shift"))
    subject = SubjectFactory(officer=OfficerFactory(surname="Secretname"), unit_at_time=flag.unit)
    FlagMatterFactory(flag=flag, subject=subject)
    return flag


@pytest.fixture
def of_case(db):
    return flag_on("case-drift", case=CaseFactory(received_on=date(2025, 1, 1)))


@pytest.mark.parametrize("part", ["", "people/"])
@pytest.mark.parametrize(("role", "is_told"), [("manager", True), ("auditor", True), ("caseworker", False)])
def test_the_flag_on_a_case_is_on_its_page_for_whoever_may_see_flags(signed_in, of_case, role, is_told, part):
    page = signed_in(role).get(f"{of_case.case.get_absolute_url()}{part}").text
    assert ("Open flags on this case" in page, "An invented sentence." in page) == (is_told, is_told)
    told = AuditEvent.objects.get(action="case.viewed").touched
    assert (f"flags.flag:{of_case.pk}" in told) == is_told


def test_a_flag_that_was_decided_on_or_is_about_another_case_is_not_on_the_page_of_a_case(signed_in, of_case):
    Flag.objects.update(status=Flag.Status.REVIEWED)
    flag_on("case-drift", case=CaseFactory())
    assert "Open flags on this case" not in signed_in("manager").get(of_case.case.get_absolute_url()).text


def test_the_page_of_a_case_costs_the_same_with_a_flag_and_with_two(signed_in, of_case):
    client, costs = signed_in("manager"), []
    for scope in ("", "drift/updates"):
        if scope:
            FlagFactory(officer=None, case=of_case.case, rule=of_case.rule, scope=scope)
        with CaptureQueriesContext(connection) as seen:
            client.get(of_case.case.get_absolute_url())
        costs.append(len(seen))
    assert costs[0] == costs[1]


def test_the_page_of_a_flag_on_a_unit_names_the_unit_and_nobody_in_it(signed_in, of_unit):
    page = signed_in("manager").get(of_unit.get_absolute_url()).content.decode()
    assert "Why this unit" in page
    assert "Night shift" in page
    assert "It says nothing about any one of them" in page
    assert "Secretname" not in page
    assert "Read the whole history" not in page


def test_a_case_of_two_people_of_a_unit_is_one_row_that_says_so(signed_in, of_unit):
    case = of_unit.matters.get().subject.case
    FlagMatterFactory(flag=of_unit, subject=SubjectFactory(case=case, unit_at_time=of_unit.unit))
    answer = signed_in("manager").get(of_unit.get_absolute_url())
    (row,) = answer.context["evidence"].counted
    assert (row.case, row.people) == (case, 2)
    assert "2 people of the unit" in answer.content.decode()


def test_the_page_of_a_flag_on_a_case_leads_to_the_case_and_speaks_of_no_matters(signed_in, of_case):
    page = signed_in("manager").get(of_case.get_absolute_url()).content.decode()
    assert "Why this case" in page
    assert "What was left out" not in page
    assert f'href="{of_case.case.get_absolute_url()}"' in page


def test_the_queue_the_home_page_and_the_export_hold_them(signed_in, of_unit, of_case):
    client = signed_in("manager")
    for page in ("/flags/", "/", "/flags/?unit=" + str(of_unit.unit_id)):
        assert "Night shift" in client.get(page).content.decode()
    assert of_case.case.reference in client.get("/flags/").content.decode()


def test_nobody_sees_a_flag_on_a_case_that_is_sealed_from_them(signed_in):
    flag = flag_on("case-drift", case=CaseFactory(sealed=True))
    client = signed_in("manager")
    assert client.get(flag.get_absolute_url()).status_code == 404
    assert not Flag.objects.visible_to(client.user).exists()
    assert Flag.objects.withheld_from(client.user).get() == flag


def test_nobody_sees_a_flag_on_a_unit_that_counts_a_case_about_themselves(signed_in, of_unit):
    client = signed_in("manager")
    own = OfficerFactory(account=client.user)
    FlagMatterFactory(flag=of_unit, subject=SubjectFactory(officer=own, unit_at_time=of_unit.unit))
    assert client.get(of_unit.get_absolute_url()).status_code == 404


def test_whoever_sees_one_unit_sees_a_flag_on_a_unit_only_where_every_case_counted_is_in_sight(of_unit, of_case):
    viewer = UserFactory(role="manager", is_force_wide=False)
    unit = UnitFactory()
    UnitScope.objects.create(user=viewer, unit=unit)
    assert not Flag.objects.visible_to(viewer).exists()
    seen = of_unit.matters.get().subject.case
    seen.unit = of_case.case.unit = unit
    seen.save()
    of_case.case.save()
    assert set(Flag.objects.visible_to(viewer)) == {of_unit, of_case}
    FlagMatterFactory(flag=of_unit, subject=SubjectFactory())
    assert set(Flag.objects.visible_to(viewer)) == {of_case}


def test_a_flag_on_a_unit_can_be_decided(signed_in, of_unit):
    client = signed_in("manager")
    answer = {"decision": "welfare", "reason": "Talked with the sergeant.", "version": of_unit.version}
    assert client.post(f"{of_unit.get_absolute_url()}decide/", answer).status_code == 302


def test_the_version_of_a_rule_about_cases_can_be_tried_on_past_months(signed_in):
    version = Rule.objects.get(slug="case-drift").versions.get()
    assert "Try it on past months" in signed_in("manager").get(version.get_absolute_url()).text


@pytest.mark.parametrize(
    ("about", "offered", "kept_back"),
    [
        ("of_unit", "Somebody talks with the head of the unit", "clearance"),
        ("of_case", "Somebody agrees with the investigator", "Welfare conversation"),
    ],
)
def test_only_decisions_that_fit_what_the_flag_is_about_are_offered(signed_in, request, about, offered, kept_back):
    page = signed_in("manager").get(request.getfixturevalue(about).get_absolute_url()).text
    assert offered in page
    assert kept_back not in page


def test_a_decision_about_a_person_does_not_fit_a_case(signed_in, of_case):
    answer = {"decision": "vetting", "reason": "Read.", "version": of_case.version}
    refused = signed_in("manager").post(f"{of_case.get_absolute_url()}decide/", answer)
    assert refused.status_code == 422
    assert not of_case.reviews.exists()


def test_taking_up_a_case_asks_somebody_to_follow_it_up(signed_in, of_case):
    answer = {"decision": "take_up", "reason": "The plan has no next action.", "version": of_case.version}
    signed_in("manager").post(f"{of_case.get_absolute_url()}decide/", answer)
    assert of_case.reviews.get().follow_up.what.startswith("Take the flag up with whoever runs")
