from django.contrib import admin

from cases.models import (
    Allegation,
    AllegationSubject,
    Assignment,
    Case,
    CaseLink,
    CaseSuspension,
    Code,
    Decision,
    HistoryView,
    Outcome,
    Particular,
    ParticularFinding,
    RecordTypeChange,
    SeverityAssessment,
    SpecialConditions,
    Subject,
    Withdrawal,
)
from misconduct.accounts.read_only_admin import ReadOnlyAdmin
from misconduct.accounts.roles import Permission


class _CaseContent(ReadOnlyAdmin):
    permission = Permission.CASE_VIEW


@admin.register(Case)
class CaseAdmin(_CaseContent):
    list_display = ("reference", "record_type", "stage", "received_on", "closed_on", "is_sealed", "version")
    search_fields = ("=reference",)


@admin.register(Subject)
class SubjectAdmin(_CaseContent):
    """Only where the case itself may be seen: here a row shows all that is stored, not a line of facts."""

    seen_through = ("case", Case)
    list_display = ("id", "case", "kind", "officer", "unit_at_time")
    list_select_related = ("case", "officer", "unit_at_time")


@admin.register(Allegation)
class AllegationAdmin(_CaseContent):
    list_display = ("id", "case", "number", "category")
    list_select_related = ("case", "category")


@admin.register(AllegationSubject)
class PairAdmin(_CaseContent):
    list_display = ("id", "allegation_id", "subject_id", "finalised_on")


@admin.register(Decision)
class DecisionAdmin(_CaseContent):
    list_display = ("id", "pair_id", "kind", "value", "decided_on", "superseded_at")
    list_select_related = ("value",)


@admin.register(Outcome)
class OutcomeAdmin(_CaseContent):
    list_display = ("id", "pair_id", "value", "decided_on", "live_to", "superseded_at")
    list_select_related = ("value",)


@admin.register(Assignment)
class AssignmentAdmin(_CaseContent):
    seen_through = ("case", Case)
    list_display = ("case", "investigator", "assigned_at", "ended_at")
    list_select_related = ("case", "investigator")


@admin.register(Code)
class CodeAdmin(ReadOnlyAdmin):
    permission = Permission.SIGNED_IN
    list_display = ("code_list", "scheme", "code", "label", "valid_from", "valid_to")
    search_fields = ("=code", "label")


@admin.register(CaseLink)
class CaseLinkAdmin(_CaseContent):
    list_display = ("id", "case", "other", "kind", "is_merge", "linked_at", "ended_at")
    list_select_related = ("case", "other")


@admin.register(CaseSuspension)
class CaseSuspensionAdmin(_CaseContent):
    list_display = ("id", "case", "suspended_on", "resumed_on")
    list_select_related = ("case",)


@admin.register(RecordTypeChange)
class RecordTypeChangeAdmin(_CaseContent):
    list_display = ("id", "case", "from_type", "to_type", "changed_on")
    list_select_related = ("case",)


@admin.register(Withdrawal)
class WithdrawalAdmin(_CaseContent):
    list_display = ("id", "case", "received_on", "is_carried_on", "decided_on")
    list_select_related = ("case",)


@admin.register(HistoryView)
class HistoryViewAdmin(_CaseContent):
    list_display = ("id", "case", "officer", "viewer", "viewed_at")
    list_select_related = ("case", "officer", "viewer")


@admin.register(SeverityAssessment)
class SeverityAssessmentAdmin(_CaseContent):
    list_display = ("id", "decision_id")


@admin.register(SpecialConditions)
class SpecialConditionsAdmin(_CaseContent):
    list_display = ("id", "decision_id")


@admin.register(Particular)
class ParticularAdmin(_CaseContent):
    list_display = ("id", "pair_id", "number")


@admin.register(ParticularFinding)
class ParticularFindingAdmin(_CaseContent):
    list_display = ("id", "particular_id", "value", "decided_on", "superseded_at")
    list_select_related = ("value",)
