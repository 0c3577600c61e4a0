"""The queue of returns to the College of Policing."""

from cases.barred_list import owed
from cases.models import Subject
from cases.querysets import SubjectQuerySet
from misconduct.accounts.permissions import Doer


def due(viewer: Doer) -> SubjectQuerySet:
    """People in the viewer's sight of whom a return must be made, with their case; the oldest case first."""
    subjects: SubjectQuerySet = Subject.objects.visible_to(viewer)
    found = Subject.objects.filter(pk__in=owed(subjects).values("pk"))
    return found.select_related("officer", "case").order_by("case__received_on", "pk")
