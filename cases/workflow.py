"""The stages and moves of a case, as data. The database trigger that refuses any other move is made from this table."""

from cases.guards import (
    applicability,
    basics,
    decision,
    gates,
    investigation,
    proceedings,
    referral,
    review,
)
from cases.stages import OPEN_STAGES, SUSPENDABLE_STAGES, Ending, Stage
from cases.transition import Transition
from misconduct.accounts.roles import Permission

_FORWARD = (
    Transition(
        "start_triage",
        "Start triage",
        "triage_started",
        frozenset({Stage.RECEIVED}),
        Stage.TRIAGE,
        Permission.CASE_WORK,
    ),
    Transition(
        "refer",
        "Refer to the IOPC",
        "referred",
        frozenset({Stage.TRIAGE}),
        Stage.REFERRED,
        Permission.REFERRAL_RECORD,
        (referral.referral_sent, *gates.TRIAGED, referral.outside_schedule_3_only_unreferred),
        applies=referral.has_open_referral,
    ),
    Transition(
        "start_assessment",
        "Start assessment",
        "assessment_started",
        frozenset({Stage.TRIAGE, Stage.REFERRED}),
        Stage.ASSESSMENT,
        Permission.CASE_WORK,
        gates.ASSESSABLE,
    ),
    Transition(
        "start_investigation",
        "Start investigation",
        "investigation_started",
        frozenset({Stage.ASSESSMENT}),
        Stage.INVESTIGATION,
        Permission.CASE_WORK,
        gates.INVESTIGABLE,
    ),
    Transition(
        "start_report",
        "Start the report",
        "report_started",
        frozenset({Stage.INVESTIGATION}),
        Stage.REPORT,
        Permission.CASE_WORK,
        gates.INVESTIGATED,
    ),
    Transition(
        "submit_for_decision",
        "Submit for decision",
        "submitted_for_decision",
        frozenset({Stage.REPORT}),
        Stage.DECISION,
        Permission.CASE_WORK,
        (*gates.TOLD_OF_SEVERITY, investigation.has_report, decision.every_opinion_given),
    ),
    Transition(
        "decide_without_investigation",
        "Decide without an investigation",
        "submitted_for_decision",
        frozenset({Stage.ASSESSMENT}),
        Stage.DECISION,
        Permission.DECISION_RECORD,
        (*gates.REFERRED, *gates.CONTENT),
        needs_note=True,
        applies=applicability.may_do_without_investigation,
    ),
    Transition(
        "refer_to_proceedings",
        "Refer to proceedings",
        "referred_to_proceedings",
        frozenset({Stage.DECISION}),
        Stage.PROCEEDINGS,
        Permission.DECISION_RECORD,
        (*gates.TOLD_OF_SEVERITY, decision.every_pair_decided, decision.every_forum_decided),
        needs_note=True,
        applies=applicability.is_within_procedure,
    ),
    Transition(
        "open_review",
        "Open the time for an appeal or review",
        "review_opened",
        frozenset({Stage.DECISION, Stage.PROCEEDINGS}),
        Stage.REVIEW,
        Permission.DECISION_RECORD,
        (*gates.SETTLED, *gates.FOUND, proceedings.concluded_and_reported),
        applies=applicability.needs_no_hearing_first,
    ),
)
_BACK = (
    Transition(
        "return_to_investigation",
        "Return to investigation",
        "returned_to_investigation",
        frozenset({Stage.REPORT, Stage.DECISION}),
        Stage.INVESTIGATION,
        Permission.DECISION_RECORD,
        (basics.has_investigator,),
        needs_note=True,
        applies=applicability.may_be_investigated,
        is_aside=True,
    ),
    Transition(
        "withdraw_proceedings",
        "Withdraw the proceedings",
        "proceedings_withdrawn",
        frozenset({Stage.PROCEEDINGS}),
        Stage.DECISION,
        Permission.CASE_CLOSE,
        needs_note=True,
        is_aside=True,
    ),
    Transition(
        "reopen",
        "Re-open case",
        "reopened",
        frozenset({Stage.CLOSED}),
        Stage.TRIAGE,
        Permission.CASE_CLOSE,
        needs_note=True,
        applies=applicability.is_not_merged,
    ),
    Transition(
        "undo_merge",
        "Undo the merge",
        "unmerged",
        frozenset({Stage.CLOSED}),
        Stage.TRIAGE,
        Permission.CASE_CLOSE,
        applies=applicability.is_merged,
        page="cases:undo_merge",
    ),
)
_ENDS = (
    Transition(
        "close",
        "Close case",
        "closed",
        frozenset({Stage.REVIEW}),
        Stage.CLOSED,
        Permission.CASE_CLOSE,
        (*gates.SETTLED, *gates.FOUND, *proceedings.AFTERWARDS, *review.ANSWERED, *gates.ENDED),
        needs_note=True,
        applies=applicability.is_within_procedure,
        ending=Ending.COMPLETED,
    ),
    Transition(
        "close_outside",
        "Close: handled outside Schedule 3",
        "closed",
        frozenset({Stage.TRIAGE, Stage.ASSESSMENT, Stage.INVESTIGATION, Stage.REPORT, Stage.DECISION}),
        Stage.CLOSED,
        Permission.CASE_CLOSE,
        (*gates.TRIAGED, *gates.SETTLED, referral.outside_schedule_3_only_unreferred, *gates.TOLD),
        needs_note=True,
        applies=applicability.is_outside_schedule_3,
        ending=Ending.HANDLED_OUTSIDE,
    ),
    Transition(
        "no_further_action",
        "Close: no further action",
        "closed",
        frozenset({Stage.ASSESSMENT, Stage.DECISION}),
        Stage.CLOSED,
        Permission.CASE_CLOSE,
        (*gates.TRIAGED, *gates.SETTLED, *gates.ENDED),
        needs_note=True,
        applies=applicability.has_no_review,
        ending=Ending.NO_FURTHER_ACTION,
    ),
    Transition(
        "close_other_process",
        "Close case",
        "closed",
        frozenset(OPEN_STAGES) - {Stage.REFERRED, Stage.PROCEEDINGS, Stage.SUSPENDED},
        Stage.CLOSED,
        Permission.CASE_CLOSE,
        (*gates.SETTLED, proceedings.barred_list_return_made, *gates.KEPT),
        needs_note=True,
        applies=applicability.is_other_process,
        ending=Ending.COMPLETED,
    ),
)
# A matter at its proceedings goes on whatever the complainant wants, and is not merged into another.
_BEFORE_PROCEEDINGS = frozenset(OPEN_STAGES) - {Stage.PROCEEDINGS, Stage.SUSPENDED}
_OTHER_ENDS = (
    Transition(
        "withdraw",
        "Record a withdrawal",
        "withdrawn",
        _BEFORE_PROCEEDINGS,
        Stage.CLOSED,
        Permission.CASE_CLOSE,
        gates.REFERRED,
        applies=applicability.is_complaint,
        ending=Ending.WITHDRAWN,
        page="cases:withdraw",
        is_aside=True,
    ),
    Transition(
        "merge",
        "Merge into another case",
        "merged",
        _BEFORE_PROCEEDINGS,
        Stage.CLOSED,
        Permission.CASE_CLOSE,
        gates.REFERRED,
        ending=Ending.MERGED,
        page="cases:merge",
        is_aside=True,
    ),
)
_SUSPENSION = (
    Transition(
        "suspend",
        "Suspend for criminal proceedings",
        "suspended",
        frozenset(SUSPENDABLE_STAGES),
        Stage.SUSPENDED,
        Permission.DECISION_RECORD,
        page="cases:suspend",
        is_aside=True,
    ),
    *(
        Transition(
            f"resume_{stage}",
            f"Resume case at {stage.label.lower()}",
            "resumed",
            frozenset({Stage.SUSPENDED}),
            stage,
            Permission.DECISION_RECORD,
            page="cases:resume",
            applies=applicability.was_suspended_at(stage),
        )
        for stage in SUSPENDABLE_STAGES
    ),
)
TRANSITIONS: tuple[Transition, ...] = (*_FORWARD, *_BACK, *_ENDS, *_OTHER_ENDS, *_SUSPENSION)


def moves() -> list[tuple[str, str]]:
    """Every allowed pair of stages, from and to."""
    return sorted({(source.value, move.target.value) for move in TRANSITIONS for source in move.sources})


def transition(name: str) -> Transition:
    """The transition of that name; KeyError when there is none."""
    return {move.name: move for move in TRANSITIONS}[name]
