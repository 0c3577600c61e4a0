"""The pages about two records of one person."""

import pytest

from cases.merges.models import OfficerMerge
from misconduct.audit.models import AuditEvent
from tests.factories import OfficerFactory, SubjectFactory

pytestmark = pytest.mark.django_db


def test_two_people_take_two_records_for_one_person_and_apart_again(signed_in):
    kept, other = OfficerFactory(), OfficerFactory()
    SubjectFactory(officer=other)
    caseworker, manager = signed_in("caseworker"), signed_in("manager")
    assert "Same person as another record" in caseworker.get(f"/officers/{kept.pk}/").content.decode()
    answer = caseworker.post(f"/merges/propose/{kept.pk}/", {"number": other.number, "reason": "The same."})
    merge = OfficerMerge.objects.get()
    assert answer.url == f"/merges/{merge.pk}/"
    assert "somebody else must decide" in caseworker.get(answer.url).content.decode()
    assert "Approve: one person" in manager.get(answer.url).content.decode()
    assert manager.post(f"/merges/{merge.pk}/approve/", {"note": ""}).status_code == 302
    assert manager.get(f"/officers/{other.pk}/").status_code == 404
    assert str(merge) in manager.get("/merges/").content.decode()
    assert manager.post(f"/merges/{merge.pk}/undo/", {"reason": "Two people."}).status_code == 302
    assert manager.get(f"/officers/{other.pk}/").status_code == 200
    assert AuditEvent.objects.filter(action="officer.merge_undone").exists()


def test_a_number_that_nobody_has_is_refused_beside_its_field(signed_in):
    kept = OfficerFactory()
    answer = signed_in("caseworker").post(f"/merges/propose/{kept.pk}/", {"number": "nobody", "reason": "Mine."})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Nobody on the roster has the force number" in page
    assert "Mine." in page


@pytest.mark.parametrize(
    ("role", "status"), [("caseworker", 200), ("manager", 200), ("auditor", 200), ("administrator", 403)]
)
def test_the_list_is_for_those_who_see_people(signed_in, role, status):
    assert signed_in(role).get("/merges/").status_code == status


def test_a_caseworker_is_not_told_of_flags(signed_in):
    merge = OfficerMerge.objects.create(
        kept=OfficerFactory(),
        absorbed=OfficerFactory(),
        reason="The same.",
        proposed_by=signed_in("manager").user,
        effect=[{"rule": "Told", "scope": "", "before": [1, 1], "after": 3, "verdict": "fires now", "cases": []}],
    )
    assert "Told" not in signed_in("caseworker").get(f"/merges/{merge.pk}/").content.decode()
    assert "Told" in signed_in("auditor").get(f"/merges/{merge.pk}/").content.decode()


def test_query_count_is_constant(signed_in, django_assert_max_num_queries):
    client = signed_in("manager")

    def made():
        by = signed_in("caseworker").user
        OfficerMerge.objects.create(kept=OfficerFactory(), absorbed=OfficerFactory(), reason="x", proposed_by=by)

    made()
    with django_assert_max_num_queries(15) as few:
        client.get("/merges/")
    for _ in range(5):
        made()
    with django_assert_max_num_queries(len(few)):
        client.get("/merges/")


def test_a_proposal_says_nothing_as_a_fact_and_sets_both_records_side_by_side(signed_in):
    kept, other = OfficerFactory(surname="Keptname"), OfficerFactory(surname="Othername")
    SubjectFactory(officer=other)
    proposer = signed_in("caseworker")
    merge = OfficerMerge.objects.create(kept=kept, absorbed=other, reason="The same.", proposed_by=proposer.user)
    answer = signed_in("manager").get(f"/merges/{merge.pk}/")
    assert f"{other} and {kept}" in answer.text
    assert f"{other} is {kept}" not in answer.text
    said = {line.label: (line.kept, line.other) for line in answer.context["beside"]}
    assert said["Name"] == (kept.name, other.name)
    assert said["Matters that you may see"] == ("0", "1")


def test_a_proposal_waits_on_the_home_page_of_managers_who_did_not_make_it(signed_in):
    proposer = signed_in("manager")
    OfficerMerge.objects.create(
        kept=OfficerFactory(), absorbed=OfficerFactory(), reason="The same.", proposed_by=proposer.user
    )
    assert "1 pair of records" in signed_in("manager").get("/").text
    assert "1 pair of records" not in proposer.get("/").text


def test_a_rule_that_fired_for_one_of_the_two_already_is_said_to_count_more(signed_in):
    line = {"rule": "Told", "scope": "", "before": [8, 0], "after": 9, "verdict": "fires now", "cases": []}
    merge = OfficerMerge.objects.create(
        kept=OfficerFactory(),
        absorbed=OfficerFactory(),
        reason="The same.",
        proposed_by=signed_in("caseworker").user,
        effect=[line],
    )
    assert "Fires now, counting other matters" in signed_in("manager").get(f"/merges/{merge.pk}/").text
