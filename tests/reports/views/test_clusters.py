"""People named together: counted in SQL, within the viewer's sight, drawn and in a table."""

from datetime import date

import pytest

from cases.models import Case
from misconduct.audit.models import AuditEvent
from officers.models import UnitScope
from tests.factories import (
    CaseFactory,
    FlagFactory,
    FlagMatterFactory,
    OfficerFactory,
    PostingFactory,
    SubjectFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
PAGE = "/reports/together/"
PERIOD = {"from_date": "2024-01-01", "to_date": "2025-12-31", "least": "2"}


def named(*officers, times=1, **fields):
    for _ in range(times):
        case = CaseFactory(received_on=date(2025, 3, 3), **fields)
        for officer in officers:
            SubjectFactory(case=case, officer=officer)
    return case


def pairs(answer):
    return [
        [({one.pk, other.pk}, pair.shared) for one, other, pair in cluster["pairs"]]
        for cluster in answer.context["clusters"]
    ]


@pytest.mark.parametrize(
    ("role", "status"),
    [("manager", 200), ("auditor", 200), ("caseworker", 403), ("investigator", 403), ("administrator", 403)],
)
def test_it_is_for_those_who_read_reports(signed_in, role, status):
    assert signed_in(role).get(PAGE).status_code == status


def test_pairs_that_share_people_are_one_group_and_the_most_shared_stands_first(signed_in):
    a, b, c, d, e = (OfficerFactory() for _ in range(5))
    named(a, b, times=2)
    named(b, c, times=2)
    named(d, e, times=5)
    named(a, e)
    found = pairs(signed_in("manager").get(PAGE, PERIOD))
    assert found == [[({d.pk, e.pk}, 5)], [({a.pk, b.pk}, 2), ({b.pk, c.pk}, 2)]]


def test_the_cases_that_a_group_shares_are_listed_once_each_and_none_out_of_sight(signed_in):
    a, b, c = (OfficerFactory() for _ in range(3))
    shared = [named(a, b, c), named(a, b), named(b, c)]
    sealed = named(a, b, is_sealed=True)
    answer = signed_in("manager").get(PAGE, PERIOD)
    (group,) = answer.context["clusters"]
    assert group["cases"] == shared[::-1]
    assert sealed.reference not in answer.text


def test_days_left_out_are_asked_for_in_words(signed_in):
    page = signed_in("manager").get(PAGE, {"least": "2", "from_date": "2024-01-01"}).text
    assert "Enter the last day of the period" in page


def test_of_a_group_with_very_many_pairs_those_with_the_most_shared_cases_are_shown(signed_in, monkeypatch):
    monkeypatch.setattr("reports.views.clusters.MOST_PAIRS", 2)
    a, b, c, d = (OfficerFactory() for _ in range(4))
    named(a, b, c, d, times=2)
    named(c, d)
    answer = signed_in("manager").get(PAGE, PERIOD)
    assert pairs(answer)[0] == [({c.pk, d.pk}, 3), ({a.pk, b.pk}, 2)]
    assert "6 pairs; the 2 with the most shared cases are shown." in answer.text


def test_a_case_with_many_subjects_is_listed_and_people_not_identified_are_not_counted(signed_in):
    group = named(*(OfficerFactory() for _ in range(5)))
    SubjectFactory(case=group, unidentified=True)
    named(*(OfficerFactory() for _ in range(4)))
    answer = signed_in("manager").get(PAGE, PERIOD)
    assert [(case.pk, one.people) for case, one in answer.context["large"]] == [(group.pk, 5)]


def test_sealed_cases_and_other_units_are_not_told_of(signed_in):
    a, b, unit = OfficerFactory(), OfficerFactory(), UnitFactory()
    named(a, b, times=2, is_sealed=True)
    named(a, b, times=2, unit=UnitFactory())
    client = signed_in("manager", is_force_wide=False)
    UnitScope.objects.create(user=client.user, unit=unit)
    assert pairs(client.get(PAGE, PERIOD)) == []
    Case.objects.filter(is_sealed=False).update(unit=unit)
    assert pairs(client.get(PAGE, PERIOD)) == [[({a.pk, b.pk}, 2)]]


def test_nobody_is_told_of_themselves(signed_in):
    client = signed_in("manager")
    own, a, b = OfficerFactory(account=client.user), OfficerFactory(), OfficerFactory()
    named(own, a, b, times=2)
    page = client.get(PAGE, PERIOD)
    assert pairs(page) == []
    assert own.name not in page.content.decode()


def test_a_look_puts_everybody_shown_on_record(signed_in):
    a, b = OfficerFactory(), OfficerFactory()
    named(a, b, times=2)
    signed_in("auditor").get(PAGE, PERIOD)
    event = AuditEvent.objects.get(action="dashboard.viewed")
    assert {f"officers.officer:{a.pk}", f"officers.officer:{b.pk}"} <= set(event.touched)


def test_three_people_are_drawn_and_two_are_not(signed_in):
    a, b, c = (OfficerFactory() for _ in range(3))
    named(a, b, c, times=2)
    named(OfficerFactory(), OfficerFactory(), times=2)
    answer = signed_in("manager").get(PAGE, PERIOD)
    drawings = [cluster["drawing"] for cluster in answer.context["clusters"]]
    assert [len(drawing.nodes) if drawing else 0 for drawing in drawings] == [3, 0]
    assert len(drawings[0].edges) == 3


def posted(people, *, unit=None, supervisor=None):
    """So many people of one unit under one supervisor."""
    given = {"unit": unit or UnitFactory(), "supervisor": supervisor}
    return [PostingFactory(**given).officer for _ in range(people)]


def again(answer, name):
    return {str(team): (one.again, one.named, one.cases, one.served) for team, one, _ in answer.context[name]}


def test_units_and_supervisors_whose_people_keep_being_named_are_listed(signed_in):
    unit, supervisor = UnitFactory(name="Named often"), OfficerFactory()
    first, second, third, *_ = posted(6, unit=unit, supervisor=supervisor)
    for officer, times in ((first, 2), (second, 3), (third, 1)):
        for _ in range(times):
            SubjectFactory(officer=officer, case__received_on=date(2025, 3, 3), unit_at_time=unit)
    (alone, *_) = posted(6, unit=UnitFactory(name="One person"), supervisor=OfficerFactory())
    for _ in range(4):
        SubjectFactory(officer=alone, case__received_on=date(2025, 3, 3), unit_at_time=alone.postings.get().unit)
    answer = signed_in("manager").get(PAGE, PERIOD)
    assert again(answer, "units") == {"Named often": (2, 3, 6, 6)}
    assert again(answer, "supervisors") == {str(supervisor): (2, 3, 6, 6)}
    assert "33.3% (9.7% to 70.0%)" in answer.content.decode()
    assert f"officers.officer:{supervisor.pk}" in AuditEvent.objects.get(action="dashboard.viewed").touched


def test_an_open_flag_on_a_unit_is_found_beside_it_and_none_that_is_not_in_sight(signed_in):
    unit = UnitFactory()
    for officer in posted(5, unit=unit)[:2]:
        for _ in range(2):
            SubjectFactory(officer=officer, case__received_on=date(2025, 3, 3), unit_at_time=unit)
    flag = FlagFactory(officer=None, unit=unit, scope_label="More matters than expected")
    FlagFactory(officer=None, unit=unit, scope="decided", scope_label="Decided on", reviewed=True)
    sealed = FlagFactory(officer=None, unit=unit, scope="sealed", scope_label="Counts a sealed case")
    FlagMatterFactory(flag=sealed, subject=SubjectFactory(unit_at_time=unit, case__is_sealed=True))
    page = signed_in("manager", is_force_wide=True).get(PAGE, PERIOD).text
    assert f'href="{flag.get_absolute_url()}"' in page
    assert "more matters than expected" in page
    assert ("decided on" in page, "counts a sealed case" in page) == (False, False)
    assert f"flags.flag:{flag.pk}" in AuditEvent.objects.get(action="dashboard.viewed").touched


def test_a_team_is_named_for_what_the_viewer_may_see_only_and_without_a_share_for_some_units(signed_in):
    unit, supervisor = UnitFactory(), OfficerFactory()
    for officer in posted(5, unit=unit, supervisor=supervisor)[:2]:
        named(officer, times=2, unit=unit)
        named(officer, times=2, is_sealed=True)
        named(officer, times=2, unit=UnitFactory())
    client = signed_in("manager", is_force_wide=False)
    UnitScope.objects.create(user=client.user, unit=unit)
    answer = client.get(PAGE, PERIOD)
    assert again(answer, "supervisors") == {str(supervisor): (2, 2, 4, 5)}
    assert "no share is shown" in answer.content.decode()
    assert "40.0%" not in answer.content.decode()


def test_nobody_is_told_of_their_own_people(signed_in):
    client = signed_in("manager")
    for officer in posted(3, supervisor=OfficerFactory(account=client.user)):
        named(officer, times=2)
    assert again(client.get(PAGE, PERIOD), "supervisors") == {}


def test_what_cannot_be_read_is_refused_beside_its_field(signed_in):
    answer = signed_in("manager").get(PAGE, PERIOD | {"least": "0"})
    assert answer.status_code == 400
    assert "must be a whole number from 1 to 50" in answer.content.decode()


def test_query_count_is_constant(signed_in, django_assert_max_num_queries):
    client = signed_in("manager")
    named(*(OfficerFactory() for _ in range(5)), times=2)
    with django_assert_max_num_queries(30) as few:
        client.get(PAGE, PERIOD)
    for _ in range(4):
        named(*(OfficerFactory() for _ in range(5)), times=2)
    with django_assert_max_num_queries(len(few)):
        client.get(PAGE, PERIOD)
