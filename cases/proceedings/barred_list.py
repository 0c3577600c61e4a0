"""The queue of returns to the College of Policing."""

from django.db.models import Prefetch

from cases.barred_list import dismissals, owed
from cases.models import AllegationSubject, Subject
from cases.querysets import SubjectQuerySet
from misconduct.accounts.permissions import Doer
from misconduct.core.wording import uk_date


def due(viewer: Doer) -> SubjectQuerySet:
    """People in the viewer's sight of whom a return must be made, with their case; the oldest case first."""
    subjects: SubjectQuerySet = Subject.objects.visible_to(viewer)
    pairs = AllegationSubject.objects.prefetch_related(Prefetch("outcomes", dismissals().select_related("value")))
    found = Subject.objects.filter(pk__in=owed(subjects).values("pk")).prefetch_related(Prefetch("pairs", pairs))
    return found.select_related("officer", "case").order_by("case__received_on", "pk")


def why(subject: Subject) -> str:
    """Why a return must be made of somebody whom `due` found: the dismissal, or the day on which they left."""
    dismissal = next((outcome for pair in subject.pairs.all() for outcome in pair.outcomes.all()), None)
    if dismissal:
        return f"{dismissal.value}, {uk_date(dismissal.decided_on)}"
    left_on = subject.officer.left_on if subject.officer else None
    return f"Left on {uk_date(left_on)}" if left_on else "Left before the end"
