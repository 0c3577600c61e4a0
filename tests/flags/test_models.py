from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError

from cases.flags import first_versions, restricted, rules
from cases.flags.models import EvaluationRange, EvaluationRequest, EvaluationRun, Flag, FlagReview, Rule, RuleVersion
from misconduct.accounts.permissions import SystemActor
from tests.constraints import assert_refused
from tests.factories import (
    CaseFactory,
    FlagFactory,
    FlagMatterFactory,
    OfficerFactory,
    PostingFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_every_rule_of_the_file_is_in_force_from_the_start_with_parameters_that_make_sense():
    stored = first_versions.stored()
    assert list(Rule.objects.values_list("slug", flat=True)) == sorted(row["slug"] for row in stored)
    for row in stored:
        assert rules.in_words(row["slug"], rules.read(row["slug"], row["parameters"]))
    assert RuleVersion.objects.in_force(date(2026, 3, 4)).count() == len(stored)
    assert RuleVersion.objects.in_force(date(2019, 3, 4)).count() == 0


def test_the_first_versions_can_be_taken_out_and_loaded_again():
    slugs = [row["slug"] for row in first_versions.stored()]
    first_versions.unload(apps, slugs[1:])
    assert list(Rule.objects.values_list("slug", flat=True)) == slugs[:1]
    first_versions.load(apps, slugs)
    first_versions.load(apps, slugs)
    assert RuleVersion.objects.in_force(date(2026, 3, 4)).count() == len(slugs)


def test_a_version_that_ended_is_not_in_force_on_its_last_day():
    RuleVersion.objects.filter(rule__slug="cases-in-12-months").update(effective_to=date(2026, 3, 4))
    last, after = (RuleVersion.objects.in_force(date(2026, 3, day)).count() for day in (3, 4))
    assert last - after == 1


def test_rule_version_once():
    rule = Rule.objects.first()
    with pytest.raises(IntegrityError, match="rule_version_once"):
        RuleVersion.objects.create(rule=rule, number=1, parameters={}, effective_from=date(2026, 1, 1))


def test_flag_one_open_for_a_person_and_a_rule():
    flag = FlagFactory()
    with pytest.raises(IntegrityError, match="flag_one_open"):
        FlagFactory(officer=flag.officer)


def test_flag_once_for_its_evidence():
    flag = FlagFactory(reviewed=True)
    with pytest.raises(IntegrityError, match="flag_once_for_its_evidence"):
        FlagFactory(officer=flag.officer, evidence_key=flag.evidence_key)


@pytest.mark.parametrize("about", [{"officer": None}, {"unit": True}, {"case": True}])
def test_flag_about_one_thing(about):
    made = {"unit": UnitFactory, "case": CaseFactory}
    with pytest.raises(IntegrityError, match="flag_about_one_thing"):
        FlagFactory(**{name: made[name]() if value else None for name, value in about.items()})


@pytest.mark.parametrize("about", [{}, {"officer": True, "unit": True}, {"unit": True, "case": True}])
def test_evaluation_request_about_one_thing(about):
    made = {"officer": OfficerFactory, "unit": UnitFactory, "case": CaseFactory}
    assert_refused(
        lambda: EvaluationRequest(**{name: made[name]() for name in about}),
        "evaluation_request_about_one_thing",
        "A request is about a person, a unit or a case.",
    )


@pytest.mark.parametrize(("name", "maker"), [("officer", OfficerFactory), ("unit", UnitFactory), ("case", CaseFactory)])
def test_a_request_says_what_it_is_about(name, maker):
    about = maker()
    assert str(EvaluationRequest.objects.create(**{name: about})) == f"{name} {about.pk}"


def test_a_flag_about_a_unit_or_a_case_is_once_for_its_evidence():
    flag = FlagFactory(officer=None, unit=UnitFactory(), reviewed=True)
    with pytest.raises(IntegrityError, match="flag_once_for_its_evidence"):
        FlagFactory(officer=None, unit=flag.unit, evidence_key=flag.evidence_key)


def test_flag_matter_once():
    matter = FlagMatterFactory()
    with pytest.raises(IntegrityError, match="flag_matter_once"):
        FlagMatterFactory(flag=matter.flag, subject=matter.subject)


def test_a_review_to_monitor_has_a_date_and_no_other_has_one():
    flag, manager = FlagFactory(), UserFactory(role="manager")
    with pytest.raises(IntegrityError, match="flag_review_monitor_has_a_date"):
        FlagReview.objects.create(flag=flag, decision="monitor", reason="Watch.", decided_by=manager)


def test_a_review_has_a_reason():
    with pytest.raises(IntegrityError, match="flag_review_has_a_reason"):
        FlagReview.objects.create(
            flag=FlagFactory(), decision="no_action", reason="", decided_by=UserFactory(role="manager")
        )


def test_one_unfinished_run_for_a_day():
    EvaluationRun.objects.create(as_at=date(2026, 3, 4))
    with pytest.raises(IntegrityError, match="evaluation_run_one_unfinished"):
        EvaluationRun.objects.create(as_at=date(2026, 3, 4))


def test_evaluation_range_once():
    run = EvaluationRun.objects.create(as_at=date(2026, 3, 4))
    EvaluationRange.objects.create(run=run, first_id=1, last_id=9)
    with pytest.raises(IntegrityError, match="evaluation_range_once"):
        EvaluationRange.objects.create(run=run, first_id=1, last_id=5)


def test_a_range_is_claimed_before_it_is_finished():
    run = EvaluationRun.objects.create(as_at=date(2026, 3, 4))
    with pytest.raises(IntegrityError, match="evaluation_range_claimed_before_finished"):
        EvaluationRange.objects.create(run=run, first_id=1, last_id=9, finished_at="2026-03-04T00:00Z")


@pytest.mark.parametrize(
    ("role", "count"), [("caseworker", 0), ("investigator", 0), ("manager", 1), ("auditor", 1), ("administrator", 0)]
)
def test_flags_and_rules_are_seen_by_those_who_review_and_audit(person, role, count):
    matter = FlagMatterFactory()
    viewer = person(role)
    assert Flag.objects.visible_to(viewer).count() == count
    assert type(matter).objects.visible_to(viewer).count() == count
    rules_for_all = Rule.objects.exclude(slug__in=restricted.RULES)
    assert Rule.objects.visible_to(viewer).filter(pk__in=rules_for_all).count() == rules_for_all.count() * count


def test_nobody_sees_a_flag_on_themselves(person):
    manager = person("manager")
    matter = FlagMatterFactory(flag__officer__account=manager)
    assert not Flag.objects.visible_to(manager).exists()
    assert not type(matter).objects.visible_to(manager).exists()
    assert Flag.objects.visible_to(SystemActor("test")).exists()


def test_open_flags_are_counted_for_each_person(person):
    flag = FlagFactory()
    FlagFactory(officer=flag.officer, reviewed=True)
    nobody = OfficerFactory()
    counts = Flag.objects.visible_to(person("manager")).open().counts_by_officer([flag.officer_id, nobody.pk])
    assert counts == {flag.officer_id: 1}


def test_overdue_starts_the_day_after_the_due_date():
    FlagFactory(due_on=date(2026, 3, 18))
    assert not Flag.objects.overdue(date(2026, 3, 18)).exists()
    assert Flag.objects.overdue(date(2026, 3, 19)).exists()


def test_flags_know_the_unit_of_the_latest_posting():
    flag = FlagFactory()
    PostingFactory(officer=flag.officer, starts_on=date(2010, 1, 4), ends_on=date(2020, 1, 1))
    now = PostingFactory(officer=flag.officer, starts_on=date(2020, 1, 1))
    assert Flag.objects.with_officer_unit().get().posted_unit_id == now.unit_id
