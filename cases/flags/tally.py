"""Adding up the batches of an evaluation of everyone."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from cases.flags.actions.evaluation import Evaluated
from cases.flags.findings import RuleInForce


class Tally:
    """Who was flagged under which rule, and what came of it. A person counts once, however many flags they have."""

    def __init__(self, rules: Sequence[RuleInForce]) -> None:
        self.rules = rules
        self.looked_at = 0
        self.people: dict[str, set[int]] = {rule.slug: set() for rule in rules}
        self.flags: dict[str, int] = {rule.slug: 0 for rule in rules}
        self.raised = self.replaced = self.unchanged = self.nothing_new = 0

    @property
    def everyone(self) -> set[int]:
        """The people flagged under any of the rules."""
        return set().union(*self.people.values())

    def add(self, looked_at: int, batch: Evaluated) -> None:
        self.looked_at += looked_at
        for finding in batch.findings:
            self.people[finding.rule.slug].add(finding.officer_id)
            self.flags[finding.rule.slug] += 1
        self.raised += batch.raised
        self.replaced += batch.replaced
        self.unchanged += batch.unchanged
        self.nothing_new += batch.nothing_new

    def figures(self) -> dict[str, Any]:
        """The figures for a machine. `officers_flagged` counts people, `flags` what was found about them."""
        return {
            "officers_evaluated": self.looked_at,
            "officers_flagged": len(self.everyone),
            "rules": {
                rule.slug: {
                    "name": rule.name,
                    "version": rule.number,
                    "parameters": asdict(rule.parameters),
                    "officers_flagged": len(self.people[rule.slug]),
                    "flags": self.flags[rule.slug],
                }
                for rule in self.rules
            },
            "raised": self.raised,
            "replaced": self.replaced,
            "unchanged": self.unchanged,
            "nothing_new": self.nothing_new,
        }
