"""Taking a case for a change, so that of two people saving at once one is told."""

from django.db.models import Q

from cases.models import Case
from misconduct.audit.models import AuditEvent
from misconduct.core.errors import ChangedMeanwhile, Refused
from misconduct.core.wording import uk_datetime


def lock(case: Case, *, version: int | None) -> Case:
    """The case as it stands now, held until the transaction ends.

    `version` is the one the person read; without it (a job holds no page) nothing is compared.
    Raises ChangedMeanwhile, naming who and when, when somebody else has saved it since.
    """
    held = Case.objects.select_for_update().get(pk=case.pk)
    if version is not None and held.version != version:
        raise ChangedMeanwhile(_who_changed(held))
    return held


def lock_open(case: Case, *, version: int | None, while_suspended: bool = False) -> Case:
    """As `lock`, for what cannot be done to a closed case. Raises Refused for one.

    While a case is suspended for criminal proceedings nothing goes on but what says `while_suspended`: contact with
    the people in it, suspension and restriction of a person, and what was to be done about the case itself.
    """
    held = lock(case, version=version)
    if not held.is_open:
        raise Refused("This case is closed. Re-open it first.")
    if held.is_suspended and not while_suspended:
        raise Refused("This case is suspended for criminal proceedings. Resume it first.")
    return held


def save(case: Case, *fields: str) -> None:
    """Save these fields of a locked case. Every change counts up the version, also one in a row beside the case."""
    case.version += 1
    case.save(update_fields=[*fields, "version"])


def _who_changed(case: Case) -> str:
    change = (
        AuditEvent.objects.filter(object_type=Case._meta.label_lower, object_id=str(case.pk))
        .filter(Q(before__isnull=False) | Q(after__isnull=False))
        .order_by("-id")
        .first()
    )
    who = f"{change.actor_name} changed this case on {uk_datetime(change.occurred_at)}" if change else "It has changed"
    return f"{who}, after you opened it. Check what changed, then send your answers again: they are still here."
