"""What is known of an ending case, for the choice of its retention class."""

from django.db.models import Max

from cases.closure import second_person
from cases.closure.retention import Ended
from cases.models import Case, Outcome
from cases.stages import RecordType

_DISMISSAL = "Dismissal"
_GROSS = "gross-misconduct"


def ended(case: Case) -> Ended:
    """How the case ended, from its outcomes and findings in force. Four queries."""
    outcomes = Outcome.objects.in_force().filter(pair__allegation__case=case)
    found_gross = case.allegations.filter(
        pairs__decisions__superseded_at__isnull=True,
        pairs__decisions__kind="finding",
        pairs__decisions__value__code=_GROSS,
    )
    is_serious = (
        outcomes.filter(value__group=_DISMISSAL).exists() or found_gross.exists() or bool(second_person.reasons(case))
    )
    return Ended(
        is_outside_schedule_3=case.record_type == RecordType.COMPLAINT_OUTSIDE,
        is_serious=is_serious,
        last_warning_ends_on=outcomes.aggregate(last=Max("live_to"))["last"],
    )
