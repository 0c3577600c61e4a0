"""Who may see rules, flags and their reviews, and the usual ways to narrow them."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db.models import Count, Exists, F, Func, JSONField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from cases.flags import restricted
from cases.flags.rules import live_warning
from cases.flags.score.work import IN_FULL
from misconduct.accounts.permissions import Doer, SystemActor
from misconduct.accounts.roles import Permission
from misconduct.core.querysets import ScopedQuerySet, Viewer

OPEN = "open"
SECOND_READING = "second_reading"


class RuleQuerySet(ScopedQuerySet):
    def visible_to(self, viewer: Viewer) -> Self:
        return self if viewer.is_system or viewer.has(Permission.FLAG_VIEW) else self.none()


class BacktestQuerySet(RuleQuerySet):
    def visible_to(self, viewer: Viewer) -> Self:
        """Those of a restricted rule count people whom few may know of."""
        return without_restricted(super().visible_to(viewer), viewer)


class RuleVersionQuerySet(RuleQuerySet):
    def in_force(self, on: date) -> Self:
        """Versions that apply on that day, one a rule."""
        approved = self.filter(status="approved", effective_from__lte=on)
        return approved.filter(Q(effective_to__isnull=True) | Q(effective_to__gt=on))


class FlagQuerySet(ScopedQuerySet):
    def visible_to(self, viewer: Doer) -> Self:
        """Flags, for whoever may see flags, but never one on oneself, or one that counts or is about a case withheld.

        The sentence, the number and the category of such a flag would tell of the case, and so would a warning that
        was given in it. Whoever does not see the
        whole force sees flags on people that count at least one case within their sight, on units where every case
        counted is, and on cases within their sight. Flags of a restricted rule are for those only who may know who
        reports in confidence.
        """
        if isinstance(viewer, SystemActor):
            return self
        if not viewer.has(Permission.FLAG_VIEW):
            return self.none()
        withheld = _cases().withheld_from(viewer)
        known = without_restricted(self, viewer)
        seen = known.exclude(officer__in=_own_records(viewer)).exclude(case__in=withheld.values("pk"))
        seen = seen.exclude(pk__in=_counting(withheld)).exclude(pk__in=_naming_a_warning_of(withheld))
        if viewer.is_force_wide:
            return seen
        cases = _cases().visible_to(viewer)
        in_sight = Q(pk__in=_counting(cases)) & (Q(unit__isnull=True) | ~Q(pk__in=_counting_beyond(cases)))
        return seen.filter(in_sight | Q(case__in=cases.values("pk")))

    def withheld_from(self, viewer: Doer) -> Self:
        """Flags that nothing may tell this person of.

        Those on themselves, those that count, name a warning of or are about a case withheld, and those of a
        restricted rule.
        """
        if isinstance(viewer, SystemActor):
            return self.none()
        withheld = _cases().withheld_from(viewer)
        hidden = Q(officer__in=_own_records(viewer)) | Q(case__in=withheld.values("pk"))
        hidden |= Q(pk__in=_counting(withheld)) | Q(pk__in=_naming_a_warning_of(withheld))
        if not viewer.has(restricted.PERMISSION):
            hidden |= Q(rule__slug__in=restricted.RULES)
        return self.filter(hidden)

    def open(self) -> Self:
        return self.filter(status=OPEN)

    def waiting_for_a_second_reader(self) -> Self:
        return self.filter(status=SECOND_READING)

    def overdue(self, on: date) -> Self:
        """Open flags that should have been reviewed before that day."""
        return self.open().filter(due_on__lt=on)

    def escalated(self) -> Self:
        """Open flags that are so late that managers were told."""
        return self.open().filter(escalated_at__isnull=False)

    def counts_by_officer(self, officer_ids: Iterable[int]) -> dict[int, int]:
        """How many of these flags each person has; people without any are absent. One query."""
        rows = self.filter(officer__in=list(officer_ids)).order_by().values_list("officer_id").annotate(Count("pk"))
        return dict(rows)

    def with_score_for(self, viewer: Doer) -> Self:
        """Adds `score_seen`: the score without the points of cases withheld from the viewer. Older flags have none.

        Also `score_in_queue`: that score in hundredths of points as it counts beside the same work; in full where
        nobody was compared.
        """
        rows = apps.get_model("flags", "ScoredMatter").objects.filter(flag=OuterRef("pk")).order_by()
        withheld = rows.filter(subject__case__in=_cases().withheld_from(viewer).values("pk")).values("flag")
        points = Subquery(withheld.annotate(withheld=Sum("points")).values("withheld"))
        seen = self.annotate(score_seen=F("score") - Coalesce(points, 0))
        return seen.annotate(score_in_queue=F("score_seen") * Coalesce(F("score_percent"), IN_FULL))

    def with_officer_unit(self) -> Self:
        """Adds `posted_unit_id` and `posted_unit_name` of the person's latest posting."""
        latest = (
            apps.get_model("officers", "Posting")
            .objects.filter(officer=OuterRef("officer_id"))
            .order_by(F("starts_on").desc(nulls_last=True), "-id")
        )
        return self.annotate(
            posted_unit_id=Subquery(latest.values("unit_id")[:1]),
            posted_unit_name=Subquery(latest.values("unit__name")[:1]),
        )


def without_restricted(rows: Any, viewer: Viewer) -> Any:
    """Rows with a rule, less those of restricted rules unless the viewer may know of them."""
    if viewer.is_system or viewer.has(restricted.PERMISSION):
        return rows
    return rows.exclude(rule__slug__in=restricted.RULES)


def _cases() -> Any:
    return apps.get_model("cases", "Case").objects.order_by()


def _own_records(viewer: Doer) -> Any:
    """Ids of the records of the viewer themselves."""
    return apps.get_model("officers", "Officer").objects.order_by().withheld_from(viewer).values("pk")


def _counting(cases: Any) -> Any:
    """Ids of the flags that count any of these cases."""
    matters = apps.get_model("flags", "FlagMatter").objects.order_by()
    return matters.filter(is_counted=True, subject__case__in=cases.values("pk")).values("flag")


def _naming_a_warning_of(cases: Any) -> Any:
    """Ids of the flags whose rule read a warning that was given in any of these cases.

    A flag keeps each warning as a list that ends with the id of the subject it was given to.
    """
    subjects = apps.get_model("cases", "Subject").objects.order_by().filter(case__in=cases.values("pk"))
    as_kept = Func(Func(F("pk"), function="jsonb_build_array"), function="jsonb_build_array", output_field=JSONField())
    given = subjects.annotate(as_kept=as_kept).filter(as_kept__contained_by=OuterRef("circumstances__warnings"))
    flags = apps.get_model("flags", "Flag").objects.order_by().filter(rule__slug=live_warning.SLUG)
    return flags.filter(Exists(given)).values("pk")


def _counting_beyond(cases: Any) -> Any:
    """Ids of the flags that count a case other than these."""
    matters = apps.get_model("flags", "FlagMatter").objects.order_by()
    return matters.filter(is_counted=True).exclude(subject__case__in=cases.values("pk")).values("flag")


class ThroughFlagQuerySet(ScopedQuerySet):
    """Rows that are seen where their flag is seen."""

    flag = "flag"

    def visible_to(self, viewer: Doer) -> Self:
        if isinstance(viewer, SystemActor):
            return self
        flags: Any = apps.get_model("flags", "Flag").objects
        return self.filter(**{f"{self.flag}__in": flags.visible_to(viewer).values("pk")})


class ReviewQuerySet(ThroughFlagQuerySet):
    def not_sent_back(self) -> Self:
        """Without those that a second reader sent back to be decided again: nothing came of them."""
        return self.exclude(second_reading__verdict="sent_back")

    def looked_back_on(self, viewer: Doer) -> Self:
        """Those whose year is over, but not where counts would tell of a case on the person withheld from this one."""
        subjects = apps.get_model("cases", "Subject").objects.order_by()
        withheld = subjects.filter(case__in=_cases().withheld_from(viewer).values("pk"), officer__isnull=False)
        return self.filter(later_cases__isnull=False).exclude(flag__officer__in=withheld.values("officer"))


class ThroughReviewQuerySet(ThroughFlagQuerySet):
    """Rows that are seen where the flag of their decision is seen."""

    flag = "review__flag"


class FollowUpQuerySet(ThroughReviewQuerySet):
    def open(self) -> Self:
        """Those not done yet."""
        return self.filter(done_on__isnull=True)

    def overdue(self, on: date) -> Self:
        """Those that should have been done before that day."""
        return self.open().filter(due_on__lt=on)


class WorkQuerySet(ScopedQuerySet):
    """Evaluations are the software's own work; whoever sees flags may see how it went."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self if viewer.is_system or viewer.has(Permission.FLAG_VIEW) else self.none()


class RunQuerySet(WorkQuerySet):
    def unfinished(self) -> Self:
        return self.filter(finished_at__isnull=True)
