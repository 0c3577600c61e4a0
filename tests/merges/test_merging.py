"""Two records of one person: proposed, approved by a second person, undone exactly."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.flags.models import EvaluationRequest
from cases.merges.actions import merging
from cases.merges.effect import effect_of, shown, stored
from cases.merges.models import OfficerMerge
from cases.models import Subject
from cases.watches.models import Watch
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, NotAllowed, OutOfScope, Refused
from officers.models import Officer, OfficerAlias, PriorService
from tests.factories import (
    AllegationSubjectFactory,
    CaseFactory,
    OfficerFactory,
    PeriodFactory,
    PriorServiceFactory,
    SubjectFactory,
    UserFactory,
)
from tests.factories.rulings import DecisionFactory
from tests.factories.watches import WatchFactory

pytestmark = pytest.mark.django_db


def matters(officer, number, **fields):
    today = timezone.localdate()
    return [
        SubjectFactory(officer=officer, case=CaseFactory(received_on=date(today.year, today.month, 1), **fields))
        for _ in range(number)
    ]


@pytest.fixture
def pair():
    """Two cases under one record, one under the other: together a flag."""
    kept, absorbed = OfficerFactory(), OfficerFactory(surname="Othername")
    matters(kept, 2)
    matters(absorbed, 1)
    return kept, absorbed


@pytest.fixture
def proposed(pair, person):
    return merging.propose(kept=pair[0], absorbed=pair[1], reason="The same.", by=person("caseworker"))


def approve(proposed, by):
    return merging.approve(merge=proposed, note="Compared.", by=by)


def rows():
    """Everything that a merge may touch, as it stands."""
    return (
        list(Subject.objects.order_by("pk").values_list("pk", "officer_id")),
        list(PriorService.objects.order_by("pk").values_list("pk", "officer_id")),
        list(Officer.objects.order_by("pk").values_list("pk", "account_id")),
        list(OfficerAlias.objects.order_by("pk").values_list("officer_id", "kind", "value")),
    )


def test_a_proposal_moves_nothing_and_says_what_it_would_do_to_flags(pair, proposed):
    assert [officer.subjects.count() for officer in pair] == [2, 1]
    line = next(line for line in proposed.effect if line["rule"] == "Repeated cases within 12 months")
    assert (line["before"], line["after"], line["verdict"]) == ([0, 0], 3, "fires now")
    assert AuditEvent.objects.get(action="officer.merge_proposed").reason == "The same."


def test_approval_gives_everything_to_the_kept_record_and_looks_at_flags_again(pair, proposed, person):
    kept, absorbed = pair
    PeriodFactory(officer=absorbed, case=None, kind="career_break")
    PriorServiceFactory(officer=absorbed)
    approve(proposed, person("manager"))
    assert [officer.subjects.count() for officer in pair] == [3, 0]
    assert [kept.periods.count(), kept.prior_services.count()] == [1, 1]
    assert set(kept.aliases.values_list("kind", "value")) == {("number", absorbed.number), ("name", absorbed.name)}
    assert set(EvaluationRequest.objects.values_list("officer_id", flat=True)) >= {kept.pk, absorbed.pk}
    viewer = person("caseworker")
    assert list(Officer.objects.visible_to(viewer).filter(pk__in=[kept.pk, absorbed.pk])) == [kept]


def test_undoing_restores_exactly_what_was_and_leaves_what_came_since(pair, person):
    kept, absorbed = pair
    absorbed.account = UserFactory()
    absorbed.save()
    PriorServiceFactory(officer=absorbed)
    before = rows()
    merge = merging.propose(kept=kept, absorbed=absorbed, reason="The same.", by=person("caseworker"))
    approve(merge, person("manager"))
    kept.refresh_from_db()
    assert kept.account is not None
    merging.undo(merge=merge, reason="Two people.", by=person("manager"))
    assert rows() == before
    again = merging.propose(kept=kept, absorbed=absorbed, reason="The same.", by=person("caseworker"))
    approve(again, person("manager"))
    (later,) = matters(kept, 1)
    merging.undo(merge=again, reason="Two people.", by=person("manager"))
    later.refresh_from_db()
    assert later.officer_id == kept.pk
    assert [officer.subjects.count() for officer in pair] == [3, 1]


def test_undoing_is_refused_where_something_moved_has_gone_elsewhere(pair, proposed, person):
    approve(proposed, person("manager"))
    Subject.objects.filter(pk=proposed.__class__.objects.get().moved["subjects"][0]).update(officer=OfficerFactory())
    with pytest.raises(Refused, match="has been changed since"):
        merging.undo(merge=proposed, reason="Two people.", by=person("manager"))


def test_undoing_is_refused_where_the_kept_record_has_another_sign_in_by_now(pair, person):
    """It would give somebody's sign-in to a person who is not them."""
    kept, absorbed = pair
    absorbed.account = UserFactory()
    absorbed.save()
    merge = merging.propose(kept=kept, absorbed=absorbed, reason="The same.", by=person("caseworker"))
    approve(merge, person("manager"))
    Officer.objects.filter(pk=kept.pk).update(account=UserFactory())
    with pytest.raises(Refused, match="has been changed since"):
        merging.undo(merge=merge, reason="Two people.", by=person("manager"))


def test_a_watch_goes_over_unless_its_watcher_watches_the_kept_record_on_some_of_its_days(pair, proposed, person):
    kept, absorbed = pair
    today = timezone.localdate()
    both, lapsed = (
        WatchFactory(officer=kept),
        WatchFactory(officer=kept, starts_on=today - timedelta(days=90), ends_on=today - timedelta(days=60)),
    )
    stays = WatchFactory(officer=absorbed, watcher=both.watcher)
    goes = WatchFactory(officer=absorbed, watcher=lapsed.watcher)
    approve(proposed, person("manager"))
    assert [Watch.objects.get(pk=one.pk).officer for one in (stays, goes)] == [absorbed, kept]


def test_a_probation_of_the_same_days_stays_behind(pair, proposed, person):
    kept, absorbed = pair
    days = {"case": None, "kind": "probation", "starts_on": date(2025, 1, 1), "ends_on": date(2026, 12, 31)}
    own, other = PeriodFactory(officer=kept, **days), PeriodFactory(officer=absorbed, **days)
    approve(proposed, person("manager"))
    assert list(kept.periods.all()) == [own]
    assert list(absorbed.periods.all()) == [other]


@pytest.mark.parametrize("ends_on", [None, date(2025, 3, 1)])
def test_a_period_that_nobody_has_twice_at_once_is_to_be_put_right_first(pair, proposed, person, ends_on):
    kept, absorbed = pair
    PeriodFactory(officer=kept, case=None, kind="probation", starts_on=date(2025, 3, 1))
    PeriodFactory(officer=absorbed, case=None, kind="probation", starts_on=date(2025, 1, 1), ends_on=ends_on)
    with pytest.raises(Refused, match="Put the days of one right first"):
        approve(proposed, person("manager"))


def test_as_many_other_matters_are_not_what_was_flagged_before():
    """The other record's matter comes between the two of the row, so that the row begins with it."""
    kept, absorbed = OfficerFactory(), OfficerFactory()
    for officer, month, severity in (
        (kept, 1, "practice-requiring-improvement"),
        (absorbed, 2, "neither"),
        (kept, 3, "misconduct"),
    ):
        case = CaseFactory(received_on=date(2026, month, 5))
        pair = AllegationSubjectFactory(subject__officer=officer, subject__case=case, allegation__case=case)
        DecisionFactory(pair=pair, kind="severity", code=severity)
    (line,) = (one for one in effect_of(kept.pk, absorbed.pk) if one.rule.startswith("Severity"))
    assert (line.before, line.after, line.verdict) == ([2, 0], 2, "fires now")


def test_asking_tells_nobody_of_a_sealed_case_about_both_and_nothing_moves(pair, person):
    kept, absorbed = pair
    sealed = SubjectFactory(officer=kept, case=CaseFactory(sealed=True)).case
    SubjectFactory(officer=absorbed, case=sealed)
    made = merging.propose(kept=kept, absorbed=absorbed, reason="The same.", by=person("caseworker"))
    with pytest.raises(Refused, match="cannot be one person"):
        approve(made, person("manager"))


def test_nobody_proposes_that_somebody_is_themselves(pair, person):
    by = person("caseworker")
    own = OfficerFactory(account=by)
    for given in ({"kept": own, "absorbed": pair[0]}, {"kept": pair[0], "absorbed": own}):
        with pytest.raises(OutOfScope):
            merging.propose(**given, reason="The same.", by=by)


def test_the_log_does_not_count_what_was_moved(pair, proposed, person):
    approve(proposed, person("manager"))
    assert AuditEvent.objects.get(action="officer.merged").after == {"status": "approved"}


def test_whoever_proposed_it_cannot_decide(pair, person):
    manager = person("manager")
    merge = merging.propose(kept=pair[0], absorbed=pair[1], reason="The same.", by=manager)
    with pytest.raises(Refused, match="somebody else must decide"):
        approve(merge, manager)
    with pytest.raises(Refused, match="somebody else must decide"):
        merging.refuse(merge=merge, note="No.", by=manager)


def test_of_two_decisions_the_second_is_told(proposed, person):
    merging.refuse(merge=proposed, note="Different birthdays.", by=person("manager"))
    with pytest.raises(ChangedMeanwhile, match="has decided on this already"):
        approve(proposed, person("manager"))
    with pytest.raises(ChangedMeanwhile, match="not merged now"):
        merging.undo(merge=proposed, reason="Two people.", by=person("manager"))


def test_pairs_that_cannot_be_one_person_are_refused(pair, person):
    by = person("caseworker")
    kept, absorbed = pair
    with pytest.raises(Refused, match="another record"):
        merging.propose(kept=kept, absorbed=kept, reason="The same.", by=by)
    with pytest.raises(Refused, match="what shows that they are one person"):
        merging.propose(kept=kept, absorbed=absorbed, reason=" ", by=by)
    case = kept.subjects.first().case
    own = SubjectFactory(case=case, officer=absorbed)
    with pytest.raises(Refused, match="cannot be one person"):
        merging.propose(kept=kept, absorbed=absorbed, reason="The same.", by=by)
    own.delete()
    kept.account, absorbed.account = UserFactory(), UserFactory()
    kept.save()
    absorbed.save()
    with pytest.raises(Refused, match="a sign-in of its own"):
        merging.propose(kept=kept, absorbed=absorbed, reason="The same.", by=by)


def test_a_record_is_in_one_merge_at_a_time(pair, proposed, person):
    with pytest.raises(Refused, match="already part of a merge"):
        merging.propose(kept=OfficerFactory(), absorbed=pair[1], reason="The same.", by=person("caseworker"))


@pytest.mark.parametrize("role", ["investigator", "auditor", "administrator"])
def test_only_those_who_keep_the_roster_propose(pair, person, role):
    with pytest.raises(NotAllowed):
        merging.propose(kept=pair[0], absorbed=pair[1], reason="The same.", by=person(role))


@pytest.mark.parametrize("role", ["caseworker", "investigator", "auditor", "administrator"])
def test_only_those_who_review_flags_approve(proposed, person, role):
    with pytest.raises(NotAllowed):
        approve(proposed, person(role))


def test_an_effect_that_counts_a_sealed_case_is_not_told_to_whom_it_is_withheld_from(person):
    kept, absorbed = OfficerFactory(), OfficerFactory()
    matters(kept, 2)
    matters(absorbed, 1, is_sealed=True)
    lines = stored(effect_of(kept.pk, absorbed.pk))
    assert lines
    assert shown(lines, person("manager")) == []


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("officer_merge_decided_by_somebody", {"status": "approved"}),
        ("officer_merge_undone_by_somebody", {"undone_at": timezone.now()}),
    ],
)
def test_the_database_keeps_decisions_whole(proposed, name, fields):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        OfficerMerge.objects.filter(pk=proposed.pk).update(**fields)


def test_the_database_refuses_one_record_twice_and_one_person_deciding_alone(pair, proposed):
    with pytest.raises(IntegrityError, match="officer_merge_of_two"), transaction.atomic():
        OfficerMerge.objects.create(kept=pair[0], absorbed=pair[0], reason="x", proposed_by=proposed.proposed_by)
    with pytest.raises(IntegrityError, match="officer_merge_once"), transaction.atomic():
        OfficerMerge.objects.create(kept=pair[0], absorbed=pair[1], reason="x", proposed_by=proposed.proposed_by)
    with pytest.raises(IntegrityError, match="officer_merge_second_person"), transaction.atomic():
        OfficerMerge.objects.filter(pk=proposed.pk).update(
            decided_by=proposed.proposed_by, decided_at=timezone.now(), status="refused"
        )
