"""What the rules in force find in the histories of a batch of people. Reads only."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from cases.flags import rules
from cases.flags.histories import histories_of
from cases.flags.models import RuleVersion
from cases.flags.rules.history import Hit
from cases.flags.rules.parameters import Parameters


@dataclass(frozen=True)
class RuleInForce:
    """A rule version, ready to be applied."""

    rule_id: int
    version_id: int
    slug: str
    name: str
    number: int
    parameters: Parameters


@dataclass(frozen=True)
class Finding:
    """One hit of one rule on one person."""

    officer_id: int
    rule: RuleInForce
    hit: Hit

    @property
    def counted(self) -> frozenset[int]:
        """The matters counted, by the ids of their subjects."""
        return frozenset(matter.subject_id for matter in self.hit.counted)

    @property
    def evidence_key(self) -> str:
        return hashlib.sha256(",".join(str(pk) for pk in sorted(self.counted)).encode()).hexdigest()


def up_to_today() -> date:
    """The `as_at` that counts everything dated today in London: the start of tomorrow."""
    return timezone.localdate() + timedelta(days=1)


def rules_in_force(slugs: Iterable[str] = ()) -> tuple[RuleInForce, ...]:
    """The versions in force today, of the named rules or of all. A past day is looked at with today's rules."""
    versions = RuleVersion.objects.in_force(timezone.localdate()).select_related("rule").order_by("rule__slug")
    wanted = tuple(slugs)
    if wanted:
        versions = versions.filter(rule__slug__in=wanted)
    return tuple(
        RuleInForce(
            version.rule_id,
            version.pk,
            version.rule.slug,
            version.rule.name,
            version.number,
            Parameters.read(version.parameters),
        )
        for version in versions
    )


def find(officer_ids: Iterable[int], *, as_at: date, in_force: Sequence[RuleInForce]) -> list[Finding]:
    """Every hit, by person and then by rule. Three queries however many people."""
    return [
        Finding(history.officer_id, rule, hit)
        for history in histories_of(officer_ids)
        for rule in in_force
        for hit in rules.apply(rule.slug, history, as_at=as_at, parameters=rule.parameters)
    ]
