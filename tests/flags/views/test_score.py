"""The score on the page of a flag and in the queue: added up in the open, and silent on what is withheld."""

from datetime import date

import pytest
from django.utils.html import strip_tags

from cases.flags.actions.evaluation import evaluate
from cases.flags.models import Flag
from misconduct.accounts.permissions import SystemActor
from misconduct.audit.models import AuditEvent
from tests.factories import CaseFactory, FlagFactory, OfficerFactory, SubjectFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def raised(officer):
    evaluate(officer_ids=[officer.pk], as_at=date(2026, 3, 5), by=SystemActor("test"))
    return Flag.objects.get(officer=officer, rule__slug="cases-in-12-months")


@pytest.fixture
def flag(repeated, matter):
    """Three matters of 5 points, and before the window of the rule one of 2."""
    officer = repeated(surname="Scored")
    matter(officer, date(2021, 5, 5))
    return raised(officer)


def words(response):
    return " ".join(strip_tags(response.content.decode()).split())


def people_on(response):
    return [flag.officer.surname for flag in response.context["object_list"]]


def scored(surname, points, **fields):
    return FlagFactory(officer__surname=surname, score=points, score_card={"lines": []}, **fields)


def test_the_page_adds_the_points_up_and_says_what_they_do(signed_in, flag):
    response = signed_in("manager").get(f"/flags/{flag.pk}/")
    page = words(response)
    assert "it decides nothing" in page
    assert "How the 17 points add up, by what was known at the end of 4 March 2026" in page
    cases = [subject.case.reference for subject in flag.officer.subjects.order_by("case__received_on")]
    assert f"Not decided, and named alone, less than 3 years old {', '.join(cases[1:])} 5 15" in page
    assert f"Not decided, and named alone, 3 to 6 years old {cases[0]} 2 2" in page
    assert "Sum 17" in page


def test_cases_that_only_the_score_shows_are_on_record_too(signed_in, repeated, matter):
    flag = raised(repeated())
    flag.matters.filter(is_counted=True).first().delete()
    signed_in("manager").get(f"/flags/{flag.pk}/")
    touched = AuditEvent.objects.get(action="flag.viewed").touched
    assert sum(key.startswith("cases.case:") for key in touched) == 3


def test_a_case_out_of_scope_is_a_number_and_keeps_its_points(signed_in, flag):
    client = signed_in("manager", is_force_wide=False)
    seen = flag.matters.filter(is_counted=True).first().subject.case
    seen.investigator = client.user
    seen.save()
    page = words(client.get(f"/flags/{flag.pk}/"))
    assert f"{seen.reference}, and 2 not open to you 5 15" in page
    assert "Sum 17" in page


def test_a_sealed_case_gives_no_points_to_whoever_may_not_know_of_it(signed_in, flag):
    sealed = flag.officer.subjects.order_by("case__received_on").first().case
    sealed.is_sealed, sealed.sealed_reason = True, "Invented"
    sealed.save()
    client = signed_in("manager")
    page = words(client.get(f"/flags/{flag.pk}/"))
    assert "How the 15 points add up" in page
    assert "3 to 6 years old" not in page
    assert client.get("/flags/").context["object_list"][0].score_seen == 15
    (export,) = Flag.objects.filter(pk=flag.pk).with_score_for(SystemActor("test"))
    assert export.score_seen == 17


def test_a_case_about_the_reader_gives_no_points_to_them(signed_in, flag):
    client = signed_in("manager")
    shared = flag.officer.subjects.order_by("case__received_on").first().case
    SubjectFactory(case=shared, officer=OfficerFactory(account=client.user))
    assert client.get("/flags/").context["object_list"][0].score_seen == 15


def test_a_flag_that_has_no_score_says_so(signed_in):
    page = words(signed_in("manager").get(f"/flags/{FlagFactory().pk}/"))
    assert "None: this flag was raised before scores were kept." in page


def test_a_score_of_nothing_says_so(signed_in):
    flag = FlagFactory(score=0, score_card={"as_at": "2026-03-04", "lines": [], "weights": {"note": "Invented note."}})
    assert "0 points: no matter gave any. Invented note." in words(signed_in("manager").get(f"/flags/{flag.pk}/"))


def test_the_score_orders_the_flags_of_one_tier_and_day_only(signed_in):
    soon, late = date(2026, 3, 9), date(2026, 3, 20)
    scored("Low", 2, tier=2, due_on=soon)
    scored("High", 30, tier=2, due_on=soon)
    FlagFactory(officer__surname="Unscored", tier=2, due_on=soon)
    scored("Later", 90, tier=2, due_on=late)
    scored("First", 0, tier=1, due_on=late)
    client = signed_in("manager")
    assert people_on(client.get("/flags/")) == ["First", "High", "Low", "Unscored", "Later"]
    assert people_on(client.get("/flags/?sort=-score")) == ["Later", "High", "Low", "First", "Unscored"]
    assert people_on(client.get("/flags/?sort=score")) == ["Unscored", "First", "Low", "High", "Later"]


def test_the_queue_says_what_the_order_is_while_nobody_asked_for_another(signed_in):
    scored("Any", 3)
    client = signed_in("manager")
    assert "The score puts flags in order and decides nothing." in words(client.get("/flags/"))
    assert "The score puts flags in order" not in words(client.get("/flags/?sort=name"))


def test_the_queue_takes_the_same_queries_however_many_have_scores(signed_in, django_assert_max_num_queries):
    client = signed_in("manager")
    scored("Any", 3)
    with django_assert_max_num_queries(20) as few:
        client.get("/flags/")
    for number in range(9):
        scored("Other", number)
    with django_assert_max_num_queries(len(few)):
        client.get("/flags/")


def test_the_page_takes_the_same_queries_however_long_the_card(signed_in, flag, django_assert_max_num_queries):
    client = signed_in("manager")
    with django_assert_max_num_queries(60) as few:
        client.get(f"/flags/{flag.pk}/")
    for day in range(1, 20):
        SubjectFactory(officer=flag.officer, case=CaseFactory(received_on=date(2024, 1, day)))
    Flag.objects.all().update(status="reviewed")
    again = raised_again(flag)
    with django_assert_max_num_queries(len(few)):
        assert client.get(f"/flags/{again.pk}/").context["score"].points > 17


def raised_again(flag):
    SubjectFactory(officer=flag.officer, case=CaseFactory(received_on=date(2026, 2, 1)))
    evaluate(officer_ids=[flag.officer_id], as_at=date(2026, 3, 5), by=SystemActor("test"))
    return Flag.objects.get(rule__slug="cases-in-12-months", status="open")
