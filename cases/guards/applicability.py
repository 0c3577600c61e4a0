"""Which moves concern a case at all. What does not concern it is not offered, instead of being offered and refused."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from cases.guards import rulings
from cases.stages import Ending, RecordType, Stage

if TYPE_CHECKING:
    from cases.models import Case

Condition = Callable[["Case"], bool]

COMPLAINTS = frozenset({RecordType.COMPLAINT_OUTSIDE, RecordType.COMPLAINT_INSIDE})
# Processes with rules of their own, and history whose kind nobody stated: no gate of Schedule 3 or of the conduct
# regulations can be met by them, so none is asked.
OTHER_PROCESSES = frozenset(
    {
        RecordType.REFLECTIVE_PRACTICE,
        RecordType.PERFORMANCE,
        RecordType.VETTING,
        RecordType.PROBATIONER_DISCHARGE,
        RecordType.HISTORIC,
    }
)


def always(case: "Case") -> bool:
    """The move concerns every case at its stage."""
    return True


def is_outside_schedule_3(case: "Case") -> bool:
    return case.record_type == RecordType.COMPLAINT_OUTSIDE


def is_within_procedure(case: "Case") -> bool:
    """Handled under Schedule 3 or the conduct regulations, so that it may lead to proceedings or a review."""
    return not (is_outside_schedule_3(case) or is_other_process(case))


def needs_no_hearing_first(case: "Case") -> bool:
    """Nothing at its decision was sent to a meeting or hearing. What was goes there before its time for an appeal."""
    if not is_within_procedure(case):
        return False
    return case.stage != Stage.DECISION or not rulings.in_procedure(case).sent_to_proceedings().exists()


def may_be_investigated(case: "Case") -> bool:
    """Such a case has an investigation to go back to. What is put right outside Schedule 3 has none."""
    return is_within_procedure(case)


def may_do_without_investigation(case: "Case") -> bool:
    """A complaint inside Schedule 3 may be handled otherwise than by investigation (paragraph 6)."""
    return case.record_type == RecordType.COMPLAINT_INSIDE


def has_no_review(case: "Case") -> bool:
    """No complainant was told of a right to a review, so that it may end where it is decided."""
    return is_within_procedure(case) and case.record_type != RecordType.COMPLAINT_INSIDE


def is_other_process(case: "Case") -> bool:
    return case.record_type in OTHER_PROCESSES


def is_complaint(case: "Case") -> bool:
    return case.record_type in COMPLAINTS


def is_merged(case: "Case") -> bool:
    """Closed as merged: it is opened again by undoing the merge, so that it does not go on in two cases."""
    return bool(case.ending == Ending.MERGED)


def is_not_merged(case: "Case") -> bool:
    return not is_merged(case)


def was_suspended_at(stage: Stage) -> Condition:
    """The case was suspended at this stage, and so goes on there and nowhere else."""

    def condition(case: "Case") -> bool:
        return bool(case.stage_before_suspension == stage)

    condition.__name__ = f"was_suspended_at_{stage.value}"
    return condition
