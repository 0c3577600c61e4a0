"""What the rules in force find in the histories of a batch of people, units or cases. Reads only."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from cases.flags import rules
from cases.flags.facts.peers import PeerGroups, groups_on
from cases.flags.models import RuleVersion
from cases.flags.peers import GroupsByRule
from cases.flags.reading import reader
from cases.flags.rules.frozen import ALSO, circumstances_to_json
from cases.flags.rules.history import About, History, Hit
from cases.flags.rules.parameters import Parameters
from cases.flags.rules.two_years_among_peers import PeerParameters


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
    """One hit of one rule on one person, unit or case, with the history it was found in."""

    history: History
    rule: RuleInForce
    hit: Hit

    @property
    def about(self) -> About:
        return self.history.ABOUT

    @property
    def about_id(self) -> int:
        return self.history.about_id

    @property
    def circumstances(self) -> dict[str, Any]:
        """What the rule read besides matters and what of it counted, as a flag keeps it."""
        read = circumstances_to_json(self.history, rules.reads(self.rule.slug))
        return {**read, ALSO: list(self.hit.also)} if self.hit.also else read

    @property
    def evidence_key(self) -> str:
        """The digest of what was counted: the matters in the order of their ids, then what counted besides."""
        counted = sorted(matter.subject_id for matter in self.hit.counted)
        return hashlib.sha256(",".join(map(str, (*counted, *sorted(self.hit.also)))).encode()).hexdigest()


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
            rules.read(version.rule.slug, version.parameters),
        )
        for version in versions
    )


def groups_for(in_force: Iterable[RuleInForce], *, as_at: date) -> dict[str, PeerGroups]:
    """Whom each rule that compares people sets them beside, worked out once for a whole run."""
    comparing = ((rule.slug, rule.parameters) for rule in in_force)
    return {slug: groups_on(as_at, kept) for slug, kept in comparing if isinstance(kept, PeerParameters)}


def find(
    ids: Iterable[int],
    *,
    as_at: date,
    in_force: Sequence[RuleInForce],
    about: About = About.OFFICER,
    groups: GroupsByRule | None = None,
) -> list[Finding]:
    """Every hit on these people, units or cases, each with its rules in order, in a fixed number of queries a rule.

    What had been decided counts as known at the start of `as_at`. `groups` are those of a run over everyone.
    """
    asked = [rule for rule in in_force if rules.about(rule.slug) is about]
    if not asked:
        return []
    read = reader(about, sorted(set(ids)), as_at=as_at, groups=groups or {})
    found = [
        Finding(history, rule, hit)
        for rule in asked
        for history in read(rule.slug, rule.parameters)
        for hit in rules.apply(rule.slug, history, as_at=as_at, parameters=rule.parameters)
    ]
    return sorted(found, key=lambda one: one.about_id)
