from dataclasses import asdict
from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.flags.actions import evaluation
from cases.flags.actions.evaluation import evaluate
from cases.flags.models import Flag
from cases.flags.rules.parameters import Parameters
from cases.models import Decision
from misconduct.accounts.permissions import SystemActor
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import NotAllowed
from tests.factories import AllegationSubjectFactory, CodeFactory, OfficerFactory, SubjectFactory, UserFactory
from tests.factories.rulings import DecisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
AS_AT = date(2026, 3, 5)


def look(*officers, as_at=AS_AT):
    return evaluate(officer_ids=[officer.pk for officer in officers], as_at=as_at, by=SystemActor("test"))


def test_evaluate_freezes_the_evidence_with_the_flag(repeated, matter):
    officer = repeated()
    old = matter(officer, date(2019, 5, 5))
    look(officer)
    flag = Flag.objects.get(rule__slug="cases-in-12-months")
    assert flag.sentence.startswith("3 cases received between 3 September 2025 and 3 November 2025;")
    assert (flag.window_from, flag.window_to, flag.counted) == (date(2025, 3, 5), AS_AT, 3)
    assert flag.parameters == asdict(Parameters(threshold=3, window_months=12))
    assert (flag.status, flag.rule_version.number, flag.due_on) == ("open", 1, date(2026, 3, 18))
    assert list(flag.matters.filter(is_counted=False).values_list("subject_id", "reason")) == [
        (old.pk, "Dated before the window, which starts on 5 March 2025.")
    ]


def test_evaluate_counts_the_matters_of_today(repeated, matter):
    officer = repeated()
    matter(officer, date(2026, 3, 4))
    look(officer)
    assert set(Flag.objects.values_list("counted", flat=True)) == {4}


def test_evaluate_twice_changes_nothing(repeated):
    officer = repeated()
    first, second = look(officer), look(officer)
    assert (first.raised, second.raised, second.unchanged) == (2, 0, 2)
    assert Flag.objects.count() == 2


def test_evaluate_raises_nothing_when_a_matter_drops_out_of_the_window(repeated, matter):
    officer = repeated()
    matter(officer, date(2025, 3, 10))
    look(officer)
    later = look(officer, as_at=AS_AT + timedelta(days=30))
    assert (later.raised, later.nothing_new) == (0, 1)


def test_a_new_matter_replaces_an_open_flag_which_keeps_its_place_and_reviewer(repeated, matter):
    officer, manager = repeated(), UserFactory(role="manager")
    look(officer)
    Flag.objects.update(assigned_to=manager, due_on=date(2026, 3, 6))
    matter(officer, date(2026, 3, 1))
    assert look(officer).replaced == 2
    new = Flag.objects.open().get(rule__slug="cases-in-12-months")
    assert new.replaces.status == Flag.Status.SUPERSEDED
    assert (new.assigned_to, new.due_on, new.counted) == (manager, date(2026, 3, 6), 4)


def test_a_reviewed_flag_fires_again_only_on_new_facts(repeated, matter):
    officer = repeated()
    look(officer)
    Flag.objects.update(status=Flag.Status.REVIEWED)
    assert look(officer).raised == 0
    matter(officer, date(2026, 3, 1))
    assert look(officer).raised == 2
    assert Flag.objects.filter(status=Flag.Status.REVIEWED).count() == 2
    assert not Flag.objects.open().filter(replaces__isnull=False).exists()


def test_a_day_already_passed_brings_nothing_new(repeated, matter):
    officer = repeated()
    matter(officer, date(2024, 11, 1))
    look(officer)
    assert look(officer, as_at=date(2025, 11, 4)).raised == 0


def test_each_category_has_a_flag_of_its_own(matter):
    officer, force, civility = OfficerFactory(), CodeFactory(label="Use of force"), CodeFactory(label="Civility")
    for month in (9, 11):
        matter(officer, date(2025, month, 3), category=force)
        matter(officer, date(2025, month, 5), category=civility)
    look(officer)
    flags = Flag.objects.filter(rule__slug="same-category-in-24-months")
    assert {(flag.scope, flag.scope_label) for flag in flags} == {
        (f"test/{force.code}", "Use of force"),
        (f"test/{civility.code}", "Civility"),
    }


def test_evaluate_never_counts_people_not_identified_or_the_organisation():
    officer = OfficerFactory()
    for _ in range(4):
        case = SubjectFactory(unidentified=True).case
        SubjectFactory(case=case, organisational=True)
    assert look(officer).raised == 0


def test_evaluate_puts_the_flags_and_the_people_on_record_once(repeated):
    officer = repeated()
    look(officer)
    look(officer)
    event = AuditEvent.objects.get(action="flag.raised")
    assert event.actor_name == "system:test"
    assert f"officers.officer:{officer.pk}" in event.touched
    assert {f"flags.flag:{flag.pk}" for flag in Flag.objects.all()} <= set(event.touched)
    assert event.after == {"as_at": "2026-03-05", "flags": 2, "people": 1}


def test_evaluate_refuses_somebody_who_may_not_review():
    with pytest.raises(NotAllowed):
        evaluate(officer_ids=[], as_at=AS_AT, by=UserFactory(role="auditor"))


def test_a_flag_that_slipped_in_unseen_is_found_on_the_second_look(repeated, monkeypatch):
    officer = repeated()
    look(officer)
    original, calls = evaluation._earlier_flags, []

    def blind_at_first(findings):
        calls.append(findings)
        found = original(findings)
        if len(calls) == 1:
            found.clear()
        return found

    monkeypatch.setattr(evaluation, "_earlier_flags", blind_at_first)
    assert look(officer).unchanged == 2
    assert (len(calls), Flag.objects.count()) == (2, 2)


def test_evaluate_takes_as_many_queries_for_ten_people_as_for_one(repeated, django_assert_max_num_queries):
    few, many = [repeated()], [repeated() for _ in range(10)]
    with django_assert_max_num_queries(28):
        look(*few)
    with django_assert_max_num_queries(28):
        look(*many)


def test_a_flag_keeps_its_tier_with_the_reason_and_is_due_by_the_sooner_day(repeated, matter):
    plain, grave = repeated(), OfficerFactory()
    category = CodeFactory(code_list="category")
    for month in (9, 10, 11):
        subject = matter(grave, date(2025, month, 3), category=category)
    DecisionFactory(pair=subject.pairs.get(), code="gross-misconduct", decided_on=date(2025, 12, 1))
    look(plain, grave)
    tiers = Flag.objects.filter(rule__slug="cases-in-12-months").values_list("officer", "tier", "due_on")
    assert set(tiers) == {(plain.pk, 4, date(2026, 3, 18)), (grave.pk, 1, date(2026, 3, 5))}
    assert Flag.objects.filter(tier=1).first().tier_reason.startswith("It counts 3 cases, with grave harm")


def assess(officer, code="gross-misconduct"):
    """A matter of theirs turns out graver than was known when they were flagged."""
    subject = officer.subjects.first()
    pair = subject.pairs.first() or AllegationSubjectFactory(subject=subject, allegation__case=subject.case)
    DecisionFactory(pair=pair, code=code, decided_on=date(2026, 3, 4))
    return look(officer)


def flag_of(officer):
    return Flag.objects.get(officer=officer, rule__slug="cases-in-12-months")


def test_a_flag_that_waits_comes_sooner_once_a_matter_is_assessed_as_graver(repeated):
    officer = repeated()
    look(officer)
    assert flag_of(officer).tier == 4
    assert assess(officer).raised == 0
    flag = flag_of(officer)
    assert (flag.tier, flag.due_on) == (1, date(2026, 3, 5))
    said = "It counts 3 cases, with grave harm to people or to trust."
    assert flag.tier_reason == f"{said} It was tier 4 until 4 March 2026, when more was known."
    event = AuditEvent.objects.touching(flag).get(action="flag.tier_raised")
    assert (event.before["tier"], event.after["tier"]) == (4, 1)


def test_a_flag_comes_sooner_once_and_never_later(repeated):
    officer = repeated()
    look(officer)
    assess(officer)
    look(officer)
    flag = flag_of(officer)
    Decision.objects.filter(pair__subject__officer=officer).update(superseded_at=timezone.now())
    assess(officer, "misconduct")
    assert flag_of(officer).tier == 1
    assert AuditEvent.objects.touching(flag).filter(action="flag.tier_raised").count() == 1


def test_a_flag_that_was_decided_on_keeps_its_tier(repeated):
    officer = repeated()
    look(officer)
    Flag.objects.filter(officer=officer).update(status="reviewed")
    assess(officer)
    assert flag_of(officer).tier == 4
