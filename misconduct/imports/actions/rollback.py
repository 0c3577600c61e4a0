"""Taking out again what a run created, where nothing depends on it."""

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone

from misconduct.accounts.permissions import Doer, require
from misconduct.accounts.roles import Permission
from misconduct.audit.record import record
from misconduct.core.bulk import check_constraints_at_once
from misconduct.core.errors import Refused
from misconduct.core.wording import counted
from misconduct.imports.locking import only_import
from misconduct.imports.models import ImportRun
from misconduct.imports.registry import importer_for

_MOST_ROWS_IN_A_REQUEST = 20_000


def refuse_if_large(run: ImportRun) -> None:
    """Refuse on a page what takes longer than a page may."""
    if run.rows_done > _MOST_ROWS_IN_A_REQUEST:
        raise Refused(
            f"This import holds {run.rows_done:,} rows, too many for a page. On the server, run: "
            f"manage.py roll_back_import {run.pk}"
        )


def roll_back(*, run: ImportRun, by: Doer) -> ImportRun:
    """Delete exactly what the run created. Row history keeps every deleted row.

    Raises Refused with every reason when the run changed records that were there before, when people have worked on
    its records since, or when anything else refers to them.
    """
    require(by, Permission.IMPORT_RUN, run)
    with only_import(), transaction.atomic():
        check_constraints_at_once()
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        created = importer_for(run.kind).created(run)
        if reasons := reasons_against(run, created):
            raise Refused("This import cannot be rolled back. " + " ".join(reasons))
        removed = {rows.model._meta.label: _delete(rows) for rows in created}
        run.status, run.finished_at = ImportRun.Status.ROLLED_BACK, timezone.now()
        run.save(update_fields=["status", "finished_at"])
        record("import.rolled_back", by=by, target=run, after={"removed": {k: v for k, v in removed.items() if v}})
    return run


def reasons_against(run: ImportRun, created: list[QuerySet]) -> list[str]:
    """Why a run cannot be rolled back, each as a sentence; none when it can."""
    if not run.can_be_rolled_back:
        return [f"It is “{run.get_status_display().lower()}”."]
    reasons = importer_for(run.kind).worked_on(run)
    changed = run.counts.get("changed", 0)
    if changed:
        reasons.append(f"It changed {counted(changed, 'row')} of records that were there before.")
    return [*reasons, *_references(created)]


def _references(created: list[QuerySet]) -> list[str]:
    """What else refers to these rows: whatever the model, so that later models are seen too."""
    own = {rows.model: rows for rows in created}
    found = []
    for rows in created:
        for relation in rows.model._meta.get_fields(include_hidden=True):
            if not _is_reference(relation):
                continue
            pointing = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": rows.values("pk")})
            if relation.related_model in own:
                pointing = pointing.exclude(pk__in=own[relation.related_model].values("pk"))
            if count := pointing.count():
                names = relation.related_model._meta
                name = names.verbose_name if count == 1 else names.verbose_name_plural
                found.append(f"{count:,} {name} made since would lose what they refer to.")
    return found


def _is_reference(relation: models.Field | models.ForeignObjectRel) -> bool:
    """Whether a relation is a foreign key of another table that the database holds to. Row history is not."""
    return (
        isinstance(relation, models.ManyToOneRel)
        and isinstance(relation.field, models.ForeignKey)
        and getattr(relation.field, "db_constraint", False)
    )


def _delete(rows: QuerySet) -> int:
    """Delete in one statement. Django's own delete would first read every row that could depend on these."""
    return rows._raw_delete(rows.db)
