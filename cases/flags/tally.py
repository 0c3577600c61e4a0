"""Adding up the batches of an evaluation of everyone."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from cases.flags.actions.evaluation import Evaluated
from cases.flags.findings import RuleInForce
from cases.flags.rules import about
from cases.flags.rules.history import About

_MANY = {About.OFFICER: "officers", About.UNIT: "units", About.CASE: "cases"}


class Tally:
    """Who or what was flagged under which rule, and what came of it. Each counts once, however many flags it has."""

    def __init__(self, rules: Sequence[RuleInForce]) -> None:
        self.rules = rules
        self.looked_at = 0
        self.flagged: dict[str, set[int]] = {rule.slug: set() for rule in rules}
        self.flags: dict[str, int] = {rule.slug: 0 for rule in rules}
        self.raised = self.replaced = self.unchanged = self.nothing_new = 0

    @property
    def everyone(self) -> set[int]:
        """The people flagged under any of the rules."""
        return set().union(*(found for slug, found in self.flagged.items() if about(slug) is About.OFFICER))

    def add(self, batch: Evaluated, *, people: int = 0) -> None:
        self.looked_at += people
        for finding in batch.findings:
            self.flagged[finding.rule.slug].add(finding.about_id)
            self.flags[finding.rule.slug] += 1
        self.raised += batch.raised
        self.replaced += batch.replaced
        self.unchanged += batch.unchanged
        self.nothing_new += batch.nothing_new

    def figures(self) -> dict[str, Any]:
        """The figures for a machine. `officers_flagged` counts people, and `flags` what was found about them.

        Of a rule about units or cases it says how many of those in the same way.
        """
        return {
            "officers_evaluated": self.looked_at,
            "officers_flagged": len(self.everyone),
            "rules": {
                rule.slug: {
                    "name": rule.name,
                    "version": rule.number,
                    "parameters": asdict(rule.parameters),
                    "officers_flagged": 0,
                    f"{_MANY[about(rule.slug)]}_flagged": len(self.flagged[rule.slug]),
                    "flags": self.flags[rule.slug],
                }
                for rule in self.rules
            },
            "raised": self.raised,
            "replaced": self.replaced,
            "unchanged": self.unchanged,
            "nothing_new": self.nothing_new,
        }
