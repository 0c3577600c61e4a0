from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from cases.flags.models import (
    Backtest,
    Flag,
    FlagMatter,
    FlagRecheck,
    FlagReview,
    FollowUp,
    Rule,
    RuleVersion,
    ScoredMatter,
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
    """Without the score: its sum and its card tell of cases that may be withheld from the reader."""

    exclude = ("score", "score_card")
    list_display = ("id", "officer", "rule", "counted", "status", "fired_at", "due_on")
    list_select_related = ("officer", "rule")


class _Matters(_Flags):
    """Only where both the case and the flag may be seen: a row tells when the one came in, and that the other is."""

    seen_through = ("subject__case", Case)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        flags = Flag.objects.visible_to(request.user).values("pk")  # type: ignore[arg-type] # the site lets only our own people in
        return super().get_queryset(request).filter(flag__in=flags)


@admin.register(FlagMatter)
class FlagMatterAdmin(_Matters):
    list_display = ("id", "flag_id", "subject_id", "dated_on", "is_counted", "reason")


@admin.register(ScoredMatter)
class ScoredMatterAdmin(_Matters):
    list_display = ("id", "flag_id", "subject_id", "points")


@admin.register(FlagRecheck)
class FlagRecheckAdmin(_Flags):
    """Without the matters and the sentence: they tell of cases that may be withheld from the reader."""

    exclude = ("counted_before", "counted_now", "sentence")
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
