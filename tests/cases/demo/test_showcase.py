"""Each case that the demonstration shows stands where its scene says."""

import pytest
from django.utils import timezone

from cases import barred_list
from cases.actions import transitions
from cases.clocks.models import DelayReport
from cases.contacts.models import Contact, ReporterIdentity
from cases.guards.notices import subjects_to_notify
from cases.models import Case, CaseLink, Outcome
from cases.periods.models import PeriodReview
from cases.proceedings.models import Proceeding
from cases.stages import Ending, RecordType, Stage
from misconduct.accounts.models import User
from misconduct.accounts.permissions import SystemActor
from reports.statistics import distribution
from reports.statistics.dashboard import dashboard_figures, repeat_filter
from reports.statistics.repeat import repeat_figures

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demonstration")]
STAGES = {
    "handled_outside": Stage.CLOSED,
    "under_investigation": Stage.INVESTIGATION,
    "withdrawn": Stage.CLOSED,
    "merged_pair": Stage.TRIAGE,
    "open_for_review": Stage.REVIEW,
    "confidential": Stage.ASSESSMENT,
    "assessed_again": Stage.INVESTIGATION,
    "prosecuted": Stage.SUSPENDED,
    "converted": Stage.REFERRED,
    "a_year_old": Stage.REPORT,
    "needs_second_person": Stage.DECISION,
    "twelfth_matter": Stage.ASSESSMENT,
    "hearing_to_come": Stage.PROCEEDINGS,
    "accelerated_concluded": Stage.REVIEW,
    "meeting_with_warning": Stage.CLOSED,
}


def test_every_scene_stands_at_its_stage_and_has_what_it_shows(demonstration):
    for case in demonstration.values():
        case.refresh_from_db()
    assert {name: case.stage for name, case in demonstration.items()} == STAGES
    assert set(Case.objects.values_list("stage", flat=True)) == set(Stage)
    assert demonstration["handled_outside"].ending == Ending.HANDLED_OUTSIDE
    assert demonstration["withdrawn"].ending == Ending.WITHDRAWN
    _complaint_under_investigation(demonstration["under_investigation"])
    _two_merged_and_linked(demonstration["merged_pair"], demonstration["under_investigation"])
    _a_reporter_nobody_knows(demonstration["confidential"])
    assert [str(one.officer) for one in subjects_to_notify(demonstration["assessed_again"])]
    assert demonstration["converted"].record_type == RecordType.RECORDABLE_CONDUCT
    assert DelayReport.objects.filter(case=demonstration["a_year_old"]).exists()
    _a_history_of_twelve(demonstration["twelfth_matter"])
    _waits_for_a_second_person(demonstration["needs_second_person"])
    _hearing_to_come(demonstration["hearing_to_come"])
    _would_have_been_dismissed(demonstration["accelerated_concluded"])
    warning = Outcome.objects.get(pair__allegation__case=demonstration["meeting_with_warning"])
    assert warning.live_from <= timezone.localdate() <= warning.live_to


def test_the_dashboard_still_agrees_with_the_command_beside_the_cases_that_are_shown(demonstration):
    system = SystemActor("test")
    filters = repeat_filter({}, system)
    assert filters.is_valid()
    found, published = dashboard_figures(system, filters), repeat_figures(system)
    assert distribution.counts(found.cases_per_person) == published["officers_by_case_count"]
    assert found.close_together["two_in_12"] == published["officers_by_max_cases_in_rolling_12_months"][">=2"]


def _complaint_under_investigation(case):
    updates = case.contacts.filter(purpose=Contact.Purpose.UPDATE)
    assert updates.count() == 3
    assert updates.exclude(late_reason="").count() == 1
    assert case.parties.filter(roles__contains=["victim"]).exists()
    assert case.tasks.get(done_on=None).due_on < timezone.localdate()
    assert case.notices.exists()


def _two_merged_and_linked(case, related):
    assert CaseLink.objects.get(other=case, is_merge=True).case.ending == Ending.MERGED
    assert case.links_from.get().other == related


def _a_reporter_nobody_knows(case):
    assert ReporterIdentity.objects.get().party.case == case


def _a_history_of_twelve(case):
    officer = case.subjects.get().officer
    assert officer.subjects.filter(case__record_type__in=("CM", "RCM")).count() >= 12
    assert not case.allegations.filter(pairs__decisions__isnull=False).exists()


def _waits_for_a_second_person(case):
    manager = User.objects.get(username="manager")
    move = next(one for one in transitions.available(case, manager) if one.transition.name == "no_further_action")
    assert [block.guard for block in move.blocks] == ["second_person_agreed"]


def _hearing_to_come(case):
    proceeding = case.proceedings.get(kind=Proceeding.Kind.HEARING)
    assert proceeding.panel.count() == 4
    assert proceeding.sittings.to_come().get().sits_on > timezone.localdate()
    assert case.referrals.get().determination == "local"
    assert PeriodReview.objects.filter(period__case=case).count() == 11


def _would_have_been_dismissed(case):
    assert Outcome.objects.get(pair__allegation__case=case).value.code == "would-have-been-dismissed"
    assert barred_list.owed(case.subjects).exists()
