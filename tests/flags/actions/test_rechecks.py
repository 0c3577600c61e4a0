"""When the past changes, each flag says whether it would still fire, with before and after."""

from dataclasses import asdict
from datetime import date

import pytest

from cases.flags.actions.evaluation import evaluate
from cases.flags.actions.rechecks import recheck
from cases.flags.models import Flag, FlagRecheck, Rule
from cases.flags.rules.history import About
from cases.flags.rules.parameters import Parameters
from cases.models import Case
from misconduct.accounts.permissions import SystemActor
from misconduct.audit.models import AuditEvent
from tests.factories import CodeFactory, OfficerFactory, OutcomeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
SYSTEM = SystemActor("test")
AS_AT = date(2026, 3, 5)


def raised(officer, rule="cases-in-12-months"):
    evaluate(officer_ids=[officer.pk], as_at=AS_AT, by=SYSTEM)
    return Flag.objects.get(officer=officer, rule__slug=rule)


def look(*officers):
    return recheck(about=About.OFFICER, ids=[officer.pk for officer in officers], by=SYSTEM)


def latest(flag):
    return flag.rechecks.first()


def test_nothing_changed_is_nothing_to_say(repeated):
    officer = repeated()
    raised(officer)
    assert look(officer) == 0
    assert not FlagRecheck.objects.exists()
    assert not AuditEvent.objects.filter(action="flag.rechecked").exists()


def test_a_case_that_turns_out_older_takes_the_ground_away_and_putting_it_back_gives_it_again(repeated):
    officer = repeated()
    flag = raised(officer)
    case = officer.subjects.first().case
    Case.objects.filter(pk=case.pk).update(received_on=date(2019, 1, 1))
    assert look(officer) > 0
    found = latest(flag)
    assert found.standing == "would_not"
    assert (len(found.counted_before), found.counted_now) == (3, [])
    flag.refresh_from_db()
    assert flag.status == Flag.Status.OPEN
    Case.objects.filter(pk=case.pk).update(received_on=case.received_on)
    look(officer)
    assert latest(flag).standing == "unchanged"
    assert latest(flag).counted_before == []


def test_a_case_entered_late_is_counted_too(repeated, matter):
    officer = repeated()
    flag = raised(officer)
    late = matter(officer, date(2025, 12, 24))
    look(officer)
    found = latest(flag)
    assert found.standing == "fires_now"
    assert late.pk in found.counted_now
    assert found.sentence.startswith("4 cases received")


def test_run_twice_the_second_finds_nothing_new(repeated, matter):
    officer = repeated()
    raised(officer)
    matter(officer, date(2025, 12, 24))
    assert look(officer) > 0
    assert look(officer) == 0


def test_an_outcome_changed_since_counts_as_it_stands_now(matter):
    """A version that leaves withdrawn matters out, and a matter that was withdrawn and then was not."""
    officer = OfficerFactory()
    for month in (9, 10, 11):
        last = matter(officer, date(2025, month, 3), category=CodeFactory())
    rule = Rule.objects.get(slug="cases-in-12-months")
    parameters = asdict(Parameters(threshold=3, window_months=12, without_withdrawn=True))
    rule.versions.update(parameters=parameters)
    flag = raised(officer)
    withdrawn = CodeFactory(code_list="outcome", code="withdrawn")
    OutcomeFactory(pair=last.pairs.get(), value=withdrawn, decided_on=date(2026, 1, 5))
    look(officer)
    assert latest(flag).standing == "would_not"


def test_a_flag_replaced_by_a_newer_one_is_left_alone(repeated):
    officer = repeated()
    flag = raised(officer)
    Flag.objects.filter(pk=flag.pk).update(status=Flag.Status.SUPERSEDED)
    Case.objects.filter(subjects__officer=officer).update(received_on=date(2019, 1, 1))
    look(officer)
    assert not flag.rechecks.exists()


def test_what_changed_is_on_record_and_on_the_page(repeated, signed_in):
    officer = repeated()
    flag = raised(officer)
    Case.objects.filter(subjects__officer=officer).update(received_on=date(2019, 1, 1))
    look(officer)
    event = AuditEvent.objects.get(action="flag.rechecked")
    assert event.after[f"flags.flag:{flag.pk}"] == "would_not"
    page = signed_in("manager").get(f"/flags/{flag.pk}/").content.decode()
    assert "What changed since it was raised" in page
    assert "3 matters counted before, 0 now." in page


def test_a_change_that_counts_a_sealed_case_is_not_told_to_whom_it_is_withheld_from(repeated, matter, signed_in):
    officer = repeated()
    flag = raised(officer)
    matter(officer, date(2025, 12, 24), is_sealed=True)
    look(officer)
    assert latest(flag).standing == "fires_now"
    assert "What changed since" not in signed_in("manager").get(f"/flags/{flag.pk}/").content.decode()


def test_as_many_queries_for_ten_people_as_for_one(repeated, matter, django_assert_max_num_queries):
    few, many = [repeated()], [repeated() for _ in range(10)]
    for officer in (*few, *many):
        raised(officer)
        matter(officer, date(2025, 12, 24))
    with django_assert_max_num_queries(17):
        look(*few)
    with django_assert_max_num_queries(17):
        look(*many)
