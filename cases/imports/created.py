"""What an import of cases left behind, for taking it out again."""

from django.db.models import Q, QuerySet

from cases.flags.models import EvaluationRequest
from cases.imports.codes import source_of
from cases.models import Allegation, AllegationSubject, Case, Code, Decision, Outcome, Subject
from misconduct.core.wording import counted
from misconduct.imports.models import ImportRun
from officers.imports import created as roster_created


def created(run: ImportRun) -> list[QuerySet]:
    """Everything that a run created, from outcomes down to the codes they name."""
    return [
        EvaluationRequest.objects.filter(
            Q(officer__import_run=run) | Q(unit__import_run=run) | Q(case__import_run=run)
        ),
        Outcome.objects.filter(import_run=run),
        Decision.objects.filter(import_run=run),
        AllegationSubject.objects.filter(allegation__import_run=run),
        Allegation.objects.filter(import_run=run),
        Subject.objects.filter(import_run=run),
        Case.objects.filter(import_run=run),
        *roster_created.created(run),
        Code.objects.filter(source=source_of(run)),
    ]


def worked_on(run: ImportRun) -> list[str]:
    """Cases that people have saved since, and subjects added to imported allegations."""
    reasons = roster_created.worked_on(run)
    cases = Case.objects.filter(import_run=run).exclude(version=1).count()
    if cases:
        reasons.append(f"People have worked on {counted(cases, 'case')} of it.")
    made = run.counts.get("records", {}).get("allegations", 0)
    held = AllegationSubject.objects.filter(allegation__import_run=run).count()
    if made != held:
        reasons.append(f"Its allegations were against {counted(made, 'subject')}, and now are against {held:,}.")
    return reasons
