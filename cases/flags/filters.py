"""The filters of the queue of flags, shared with its export."""

from typing import Any

import django_filters
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.forms import CheckboxInput
from django.utils import timezone

from cases.flags.models import Flag, FlagReview, FollowUp, Rule
from cases.flags.tiers import LAST
from misconduct.accounts.models import User
from misconduct.accounts.roles import ROLES, Permission
from misconduct.core.filters import DateFilter
from misconduct.core.forms.base import FilterForm
from officers.models import Unit, units_and_below

ASSIGNED = (("me", "Me"), ("nobody", "Nobody yet"))
DECIDED = (("any", "Any decision"), ("acted", "Anything but no action"), *FlagReview.Decision.choices)
FOLLOWED_UP = (("mine", "Mine, not done yet"), ("open", "Not done yet"), ("late", "Overdue"))
_BY_NAME = ("officer__surname", "officer__forenames", "officer__number")
_TIERS = tuple((str(number), f"Tier {number}") for number in range(1, LAST + 1))
_HIGHEST_FIRST = F("score_seen").desc(nulls_last=True)
_FIRST_IN_QUEUE = F("score_in_queue").desc(nulls_last=True)
_SORTS: dict[str, tuple[str | OrderBy, ...]] = {
    "tier": ("tier", "due_on", _FIRST_IN_QUEUE),
    "-tier": ("-tier", "due_on", _FIRST_IN_QUEUE),
    "due": ("due_on", _FIRST_IN_QUEUE),
    "-due": ("-due_on", _FIRST_IN_QUEUE),
    "score": (F("score_seen").asc(nulls_first=True),),
    "-score": (_HIGHEST_FIRST,),
    "raised": ("fired_at",),
    "-raised": ("-fired_at",),
    "name": _BY_NAME,
    "-name": tuple(f"-{field}" for field in _BY_NAME),
}


def rules_in_sight(request: Any) -> QuerySet:
    """The rules to choose from. A command has no request: its export checks the person's rights itself."""
    return Rule.objects.visible_to(request.user) if request else Rule.objects.all()


def units_in_sight(request: Any) -> QuerySet:
    return Unit.objects.visible_to(request.user) if request else Unit.objects.all()


def reviewers() -> QuerySet:
    """Everyone who may decide on a flag."""
    roles = [role.name for role in ROLES.values() if Permission.FLAG_REVIEW in role.permissions]
    return User.objects.filter(role__in=roles, is_active=True).order_by("last_name", "first_name", "username")


class FlagFilter(django_filters.FilterSet):
    """By tier, rule, unit of the person, who is to review, lateness, status and the day of firing."""

    status = django_filters.ChoiceFilter(label="Status", choices=Flag.Status.choices, empty_label="Any")
    tier = django_filters.ChoiceFilter(label="Tier", choices=_TIERS, empty_label="Any")
    rule = django_filters.ModelChoiceFilter(
        label="Rule", queryset=rules_in_sight, to_field_name="slug", empty_label="Any"
    )
    unit = django_filters.ModelChoiceFilter(
        label="Unit, with those below it", queryset=units_in_sight, method="of_unit", empty_label="Any"
    )
    assigned = django_filters.ChoiceFilter(
        label="Assigned to", choices=ASSIGNED, method="assigned_to", empty_label="Anybody"
    )
    decision = django_filters.ChoiceFilter(
        label="Decision", choices=DECIDED, method="decided", empty_label="Any or none"
    )
    overdue = django_filters.BooleanFilter(label="Only overdue", method="only_overdue", widget=CheckboxInput)
    escalated = django_filters.BooleanFilter(label="Only escalated", method="only_escalated", widget=CheckboxInput)
    follow_up = django_filters.ChoiceFilter(
        label="Follow-up", choices=FOLLOWED_UP, method="followed_up", empty_label="Any or none"
    )
    fired_from = DateFilter(label="Raised from", field_name="fired_at", lookup_expr="date__gte")
    fired_to = DateFilter(label="Raised to", field_name="fired_at", lookup_expr="date__lte")

    class Meta:
        model = Flag
        fields = (
            *("status", "tier", "rule", "unit", "assigned", "decision"),
            *("overdue", "escalated", "follow_up", "fired_from", "fired_to"),
        )
        form = FilterForm

    def of_unit(self, queryset: Any, name: str, unit: Unit) -> QuerySet:
        """Flags on people posted there, and on the unit itself or one below it."""
        units = units_and_below([unit.pk])
        return queryset.with_officer_unit().filter(Q(posted_unit_id__in=units) | Q(unit__in=units))

    def assigned_to(self, queryset: Any, name: str, who: str) -> QuerySet:
        if who == "nobody":
            return queryset.filter(assigned_to__isnull=True)
        return queryset.filter(assigned_to=self.request.user) if self.request else queryset.none()

    def decided(self, queryset: Any, name: str, decision: str) -> QuerySet:
        reviews = FlagReview.objects.not_sent_back()
        if decision == "acted":
            reviews = reviews.exclude(decision=FlagReview.Decision.NO_ACTION)
        elif decision != "any":
            reviews = reviews.filter(decision=decision)
        return queryset.filter(pk__in=reviews.values("flag"))

    def only_overdue(self, queryset: Any, name: str, wanted: bool) -> QuerySet:
        return queryset.overdue(timezone.localdate()) if wanted else queryset

    def only_escalated(self, queryset: Any, name: str, wanted: bool) -> QuerySet:
        return queryset.escalated() if wanted else queryset

    def followed_up(self, queryset: Any, name: str, which: str) -> QuerySet:
        """Flags with a follow-up that is not done: of this person, of anybody, or past its day."""
        asked = FollowUp.objects.overdue(timezone.localdate()) if which == "late" else FollowUp.objects.open()
        if which == "mine":
            asked = asked.filter(owner=self.request.user) if self.request else asked.none()
        return queryset.filter(pk__in=asked.values("review__flag"))

    def filter_queryset(self, queryset: Any) -> Any:
        """In the order asked for; otherwise by tier, then what is due first, and of one day the highest score.

        The score is set beside the same work there: a busy beat alone puts nobody first. The flags come with their
        scores as the reader may see them (`with_score_for`).
        """
        found = super().filter_queryset(queryset)
        return found.order_by(*_SORTS.get(self.data.get("sort", ""), _SORTS["tier"]), "pk")
