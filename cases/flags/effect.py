"""How the rules do: how many flags each raises, and how many of those were acted on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from cases.flags import rules
from cases.flags.models import Flag, FlagReview, Rule, RuleVersion
from cases.flags.rules.parameters import Parameters
from misconduct.accounts.permissions import Doer
from misconduct.core.months import months_before

MONTHS = 12
_FIGURES = ("open", "in_a_year", "reviewed", "acted_on", "a_year_on", "again", "proven_again")


def a_year_before(day: date) -> date:
    """The first day of the twelve months that a rule's flags are counted over."""
    return months_before(day, MONTHS)


@dataclass(frozen=True)
class RuleEffect:
    """One rule in words, and its figures. `acted_on` are reviewed flags that led to anything but no action.

    A decision that a second reader sent back counts nowhere.

    Of `a_year_on`, the flags whose decision is over a year old, `again` had another case within the twelve months
    after it and `proven_again` one that was proven by then.
    """

    rule: Rule
    version: RuleVersion
    in_words: str
    parameters: Parameters
    open: int
    in_a_year: int
    reviewed: int
    acted_on: int
    a_year_on: int
    again: int
    proven_again: int

    @property
    def share_acted_on(self) -> float | None:
        """Of the flags reviewed, the share that led to something; nothing where none was reviewed."""
        return self.acted_on / self.reviewed if self.reviewed else None


def effects_for(viewer: Doer, today: date) -> list[RuleEffect]:
    """Every rule with its latest version, over the flags that the reader may see. Two queries."""
    approved = RuleVersion.objects.visible_to(viewer).filter(status=RuleVersion.Status.APPROVED)
    versions = approved.select_related("rule").order_by("rule__slug", "-number")
    latest = {version.rule_id: version for version in reversed(versions)}
    counts = _counts(viewer, today)
    return [_effect(version, counts.get(version.rule_id, {})) for version in reversed(latest.values())]


def _effect(version: RuleVersion, counts: dict[str, Any]) -> RuleEffect:
    parameters = rules.read(version.rule.slug, version.parameters)
    return RuleEffect(
        rule=version.rule,
        version=version,
        in_words=rules.in_words(version.rule.slug, parameters),
        parameters=parameters,
        **{name: counts.get(name, 0) for name in _FIGURES},
    )


def _counts(viewer: Doer, today: date) -> dict[int, Any]:
    reviews = FlagReview.objects.not_sent_back().filter(flag=OuterRef("pk"))
    acted = reviews.exclude(decision=FlagReview.Decision.NO_ACTION)
    later = reviews.looked_back_on(viewer)
    rows = (
        Flag.objects.visible_to(viewer)
        .order_by()
        .annotate(is_reviewed=Exists(reviews), is_acted_on=Exists(acted), is_a_year_on=Exists(later))
        .annotate(
            had_another=Exists(later.filter(later_cases__gt=0)), had_proven=Exists(later.filter(later_proven__gt=0))
        )
        .values("rule_id")
        .annotate(
            open=Count("pk", filter=Q(status=Flag.Status.OPEN)),
            in_a_year=Count("pk", filter=Q(fired_at__date__gte=a_year_before(today))),
            reviewed=Count("pk", filter=Q(is_reviewed=True)),
            acted_on=Count("pk", filter=Q(is_acted_on=True)),
            a_year_on=Count("pk", filter=Q(is_a_year_on=True)),
            again=Count("pk", filter=Q(had_another=True)),
            proven_again=Count("pk", filter=Q(had_proven=True)),
        )
    )
    return {row["rule_id"]: row for row in rows}
