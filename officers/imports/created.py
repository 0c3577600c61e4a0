"""What a roster import left behind, for taking it out again."""

from django.db.models import QuerySet

from misconduct.core.wording import counted
from misconduct.imports.models import ImportRun
from officers.models import Officer, OfficerAlias, Posting, Unit


def created(run: ImportRun) -> list[QuerySet]:
    """The people, their postings and the units that a run created."""
    return [
        Posting.objects.filter(officer__import_run=run),
        Officer.objects.filter(import_run=run),
        Unit.objects.filter(import_run=run),
    ]


def worked_on(run: ImportRun) -> list[str]:
    """Postings that were added or taken away since."""
    made = run.counts.get("records", {}).get("postings", 0)
    held = Posting.objects.filter(officer__import_run=run).count()
    aliases = OfficerAlias.objects.filter(officer__import_run=run).count()
    reasons = []
    if made != held:
        reasons.append(f"Its people had {counted(made, 'posting')} and now have {held:,}.")
    if aliases:
        reasons.append(
            f"{counted(aliases, 'other name or number', 'other names or numbers')} of its people were added."
        )
    return reasons
