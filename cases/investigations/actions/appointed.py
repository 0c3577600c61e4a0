"""Telling the clocks of each subject that somebody investigates: a step of several actions."""

from django.utils import timezone

from cases.clocks.actions import milestones
from cases.clocks.kinds import MilestoneKind
from cases.models import Case
from misconduct.accounts.permissions import Doer


def mark_appointed(*, case: Case, by: Doer) -> None:
    """Say for every identified subject since when the investigator has the case. Once for each, called again or not.

    For somebody who becomes a subject later it is the day of today, before which no notice could have been owed.
    """
    given = case.assignments.filter(ended_at__isnull=True).first()
    if given is None:
        return
    kind = MilestoneKind.INVESTIGATOR_APPOINTED
    told = set(case.milestones.standing().filter(kind=kind).values_list("about", "source"))
    for subject in case.subjects.identified():
        if (f"cases.subject:{subject.pk}", f"cases.assignment:{given.pk}") not in told:
            milestones.reached(case=case, kind=kind, on=timezone.localdate(), by=by, about=subject, source=given)
