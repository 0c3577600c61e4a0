from django.contrib import admin

from cases.flags.models import (
    Backtest,
    Flag,
    FlagMatter,
    FlagRecheck,
    FlagReview,
    FollowUp,
    Rule,
    RuleVersion,
    SecondReading,
)
from cases.models import Case
from misconduct.accounts.read_only_admin import ReadOnlyAdmin
from misconduct.accounts.roles import Permission


class _Flags(ReadOnlyAdmin):
    permission = Permission.FLAG_VIEW


@admin.register(Rule)
class RuleAdmin(_Flags):
    list_display = ("slug", "name")


@admin.register(RuleVersion)
class RuleVersionAdmin(_Flags):
    list_display = ("rule", "number", "effective_from", "effective_to")
    list_select_related = ("rule",)


@admin.register(Backtest)
class BacktestAdmin(_Flags):
    list_display = ("id", "rule", "first_on", "last_on", "finished_at")
    list_select_related = ("rule",)


@admin.register(Flag)
class FlagAdmin(_Flags):
    list_display = ("id", "officer", "rule", "counted", "status", "fired_at", "due_on")
    list_select_related = ("officer", "rule")


@admin.register(FlagMatter)
class FlagMatterAdmin(_Flags):
    """Only where the case itself may be seen: a row tells when it came in and what it was about."""

    seen_through = ("subject__case", Case)
    list_display = ("id", "flag_id", "subject_id", "dated_on", "is_counted", "reason")


@admin.register(FlagRecheck)
class FlagRecheckAdmin(_Flags):
    seen_through = ("flag", Flag)
    list_display = ("id", "flag_id", "standing", "rechecked_at")


@admin.register(FlagReview)
class FlagReviewAdmin(_Flags):
    seen_through = ("flag", Flag)
    list_display = ("id", "flag_id", "decision", "decided_by", "decided_at")
    list_select_related = ("decided_by",)


@admin.register(SecondReading)
class SecondReadingAdmin(_Flags):
    seen_through = ("review__flag", Flag)
    list_display = ("id", "review_id", "verdict", "read_by", "read_at")
    list_select_related = ("read_by",)


@admin.register(FollowUp)
class FollowUpAdmin(_Flags):
    seen_through = ("review__flag", Flag)
    list_display = ("id", "review_id", "what", "owner", "due_on", "done_on")
    list_select_related = ("owner",)
