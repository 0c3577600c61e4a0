"""Case references: force prefix, record type, year and a number without gaps."""

from django.conf import settings
from django.db import transaction

from cases.models import ReferenceCounter


@transaction.atomic
def issue(*, record_type: str, year: int) -> str:
    """The next reference of a record type and year, such as "WV/CM/2026/00042".

    The counter stays locked until the caller's transaction ends, so issue it in the one that saves the case: what is
    rolled back leaves no gap, and two people logging at once wait for each other for a moment.
    """
    key = {"prefix": settings.FORCE_PREFIX, "record_type": record_type, "year": year}
    ReferenceCounter.objects.bulk_create([ReferenceCounter(**key)], ignore_conflicts=True)
    counter = ReferenceCounter.objects.select_for_update().get(**key)
    counter.last_number += 1
    counter.save(update_fields=["last_number"])
    return f"{counter.prefix}/{record_type}/{year}/{counter.last_number:05d}"
